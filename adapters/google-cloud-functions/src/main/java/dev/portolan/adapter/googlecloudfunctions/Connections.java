package dev.portolan.adapter.googlecloudfunctions;

import java.io.OutputStream;

/**
 * Ends a connection in the midst of a response.
 *
 * <p>The invoker 1.x closes a response in order whatever a function throws ({@code
 * HttpFunctionExecutor}: {@code respImpl.flush()} in {@code finally}), so that half a body in
 * chunks looks whole. The stream that it hands out is Jetty's own, which knows its channel; there
 * is no other way to it. The invoker 2.x ends the connection by itself if a function throws.
 */
final class Connections {
  private Connections() {}

  /** Ends the connection of a response's stream, if it is one of Jetty 9. */
  static void abort(OutputStream output) {
    try {
      Object channel = output.getClass().getMethod("getHttpChannel").invoke(output);
      channel
          .getClass()
          .getMethod("abort", Throwable.class)
          .invoke(channel, new IllegalStateException("a response that was cut"));
    } catch (ReflectiveOperationException | RuntimeException ignored) {
      // Another server, which ends the connection because the function throws.
    }
  }
}
