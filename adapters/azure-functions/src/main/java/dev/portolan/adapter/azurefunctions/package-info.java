/**
 * Lets Azure Functions call a portable function: for requests as {@link
 * dev.portolan.adapter.azurefunctions.HttpEntryPoint}, for the events of a trigger as the entry
 * point of its name. Each is a class that {@code function.json} names, with the method {@code run};
 * the names of the bindings are those in its annotations.
 *
 * <p>Between the caller and this stand Azure's host and its worker for Java, which carry less than
 * HTTP does (github.com/Azure/azure-functions-host and azure-functions-java-worker; the classes
 * that handle it say where): of a header one value, in requests and responses, so that repeated
 * ones are joined, and a second {@code Set-Cookie} is a 500; header values in ASCII alone; no body
 * without {@code Content-Length}, which is a 411; and no bytes that are not UTF-8 unless the
 * request says {@code application/octet-stream} or {@code multipart/…}, which is 400 or 415. The
 * host resolves dots in paths and answers paths that begin with an empty segment 404 itself.
 *
 * <p>Body of a request up to {@code PORTOLAN_BODY_LIMIT}, then 413. Each invocation has {@code
 * PORTOLAN_TIMEOUT_MILLIS} less a tenth, at most half a second; then the handler is interrupted,
 * and a request is answered 504, whether the handler ends or not. An event's handler that ignores
 * the interruption keeps Azure waiting until {@code functionTimeout} ends the process.
 */
package dev.portolan.adapter.azurefunctions;
