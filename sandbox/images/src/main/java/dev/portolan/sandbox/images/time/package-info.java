/** What happens by itself when its time has come. */
package dev.portolan.sandbox.images.time;
