/**
 * What every adapter holds: finds the one function this process runs, and calls it.
 *
 * <p>For adapters, not for authors of functions. Everything that the first request does not need is
 * in a class of its own, since a cold start is made of the classes it loads.
 */
package dev.portolan.runtime;
