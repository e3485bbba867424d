/** Images as values: layers, blobs, archives; nothing here knows a network. */
package dev.portolan.images.image;
