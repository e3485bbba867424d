/** What a project can set for Knative, read and checked before any call. */
package dev.portolan.provider.knative.config;
