/** The settings of an image, the same for every provider that packs one. */
package dev.portolan.images.config;
