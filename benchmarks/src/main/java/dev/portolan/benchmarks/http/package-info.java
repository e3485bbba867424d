/**
 * Whole processes side by side: the server of {@code adapters/http}, and an image as it is packed,
 * against the JDK's own server and what others run functions with.
 *
 * <p>{@link dev.portolan.benchmarks.http.ColdStart} and {@link
 * dev.portolan.benchmarks.http.WarmLoad} say how to run them.
 */
package dev.portolan.benchmarks.http;
