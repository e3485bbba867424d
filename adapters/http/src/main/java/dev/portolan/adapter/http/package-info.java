/**
 * Serves one function over HTTP/1.1: plain requests and CloudEvents, on Knative, Cloud Run and this
 * machine.
 *
 * <p>Two paths are the server's own, and a function cannot have a route under them: {@code
 * /.well-known/portolan/ready} (200 with {@code {"$portolan":"ready","function":"…"}} once the
 * function is started, 503 from SIGTERM on) and {@code /.well-known/portolan/live}. Deployers ask
 * the first before they shift traffic; the function is never called by it. Where {@code
 * PORTOLAN_DIRECT} is {@code true}, {@code POST /.well-known/portolan/invoke} calls the function
 * with a document and without a route.
 *
 * <p>Of a request: first line up to 16 KiB, then 414; head up to 32 KiB and 256 headers, then 431;
 * body up to {@code PORTOLAN_BODY_LIMIT}, then 413; all bodies together up to a quarter of the
 * heap, then 503; 10 s for the head and the request's time for the body, then 408. Of invocations:
 * {@code PORTOLAN_CONCURRENCY} at once, then 503 with {@code Retry-After}; each {@code
 * PORTOLAN_TIMEOUT_MILLIS} less a tenth, at most half a second, then the handler is interrupted and
 * 504 sent; a response that has begun by then is cut. A handler that ignores the interruption keeps
 * its place among those that run at once.
 *
 * <p>For a start-up cache: run {@link dev.portolan.adapter.http.HttpEntryPoint} with {@code
 * -XX:AOTCacheOutput} or {@code -XX:ArchiveClassesAtExit}, send what shall be fast, send SIGTERM.
 */
package dev.portolan.adapter.http;
