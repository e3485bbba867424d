/** What a project can set for Azure, read and checked before any call. */
package dev.portolan.provider.azure.config;
