/**
 * Whole processes side by side: the server of {@code adapters/http} against the JDK's own.
 *
 * <p>{@link dev.portolan.benchmarks.http.ColdStart} and {@link
 * dev.portolan.benchmarks.http.WarmLoad} say how to run them.
 */
package dev.portolan.benchmarks.http;
