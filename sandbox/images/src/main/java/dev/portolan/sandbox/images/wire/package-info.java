/** HTTP with bodies that come and go piece by piece. */
package dev.portolan.sandbox.images.wire;
