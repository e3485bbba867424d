/**
 * Turns bytes into values and back.
 *
 * <p>The codec here is small because a cold start pays for every class it loads, and strict because
 * strangers write what it reads. Another one takes its place when a build names it.
 */
package dev.portolan.codec;
