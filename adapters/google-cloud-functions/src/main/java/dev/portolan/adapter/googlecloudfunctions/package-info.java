/**
 * Lets Google call a portable function: on Cloud Functions as {@link
 * dev.portolan.adapter.googlecloudfunctions.HttpEntryPoint}, or as {@link
 * dev.portolan.adapter.googlecloudfunctions.EventEntryPoint} for triggers of Cloud Functions' own,
 * inside Google's own server, the invoker; on Cloud Run as {@link
 * dev.portolan.adapter.googlecloudfunctions.CloudRunEntryPoint}, with the server of {@code
 * portolan-http}.
 *
 * <p>Of a request to Cloud Functions: head up to 8 KiB, then 431 by the invoker; body up to {@code
 * PORTOLAN_BODY_LIMIT}, then 413; all bodies together up to a quarter of the heap, then 503. The
 * invoker answers {@code /favicon.ico} and {@code /robots.txt} with 404 itself and, from 2.0 on,
 * paths with an empty segment, {@code %2F} or {@code %25} with 400; it keeps {@code
 * multipart/form-data} to itself, which is 415 then. Each invocation has {@code
 * PORTOLAN_TIMEOUT_MILLIS} less a tenth, at most half a second, then the handler is interrupted and
 * 504 sent; a response that has begun by then is cut. A handler that ignores the interruption keeps
 * its thread and its connection.
 */
package dev.portolan.adapter.googlecloudfunctions;
