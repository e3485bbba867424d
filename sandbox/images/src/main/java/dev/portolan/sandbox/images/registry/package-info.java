/** An image registry by the OCI distribution specification. */
package dev.portolan.sandbox.images.registry;
