/** Azure embedded on loopback. */
package dev.portolan.sandbox.azure;
