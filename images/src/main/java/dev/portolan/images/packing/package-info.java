/** Makes the image of a project: files, start command, start-up cache. No network either. */
package dev.portolan.images.packing;
