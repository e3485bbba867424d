/** Runs images: their files unpacked, their own entry point as a process of this machine. */
package dev.portolan.sandbox.images.pod;
