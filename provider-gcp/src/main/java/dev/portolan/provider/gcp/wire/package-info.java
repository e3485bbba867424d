/** How calls reach Google: one transport, one login, one client a service. */
package dev.portolan.provider.gcp.wire;
