/** How calls reach Azure: one pipeline, one login, one client a service. */
package dev.portolan.provider.azure.wire;
