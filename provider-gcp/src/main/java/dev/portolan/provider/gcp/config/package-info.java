/** What a project can set for Google Cloud, read and checked before any call. */
package dev.portolan.provider.gcp.config;
