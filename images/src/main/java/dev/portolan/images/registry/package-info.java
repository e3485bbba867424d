/** Speaks to image registries, and brings a packed image there. */
package dev.portolan.images.registry;
