package dev.portolan.runtime;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;

/**
 * Has the body of a response written: to the caller, or into memory where a platform needs that.
 */
final class Streams {
  private static final byte[] NOTHING = {};

  private Streams() {}

  /** What is left for the adapter to send. */
  static HttpResponse send(HttpResponse response, HttpRequest request, Invocation context)
      throws Exception {
    if (request.method().equals("HEAD")) {
      return response.withBody(NOTHING);
    }
    HttpResponse sent = context.call.stream(response);
    return sent == null ? collect(response, context) : sent;
  }

  /** The same response with its body in memory. */
  static HttpResponse collect(HttpResponse response, Invocation context) throws Exception {
    int most = context.call.mostCollected();
    Collected collected = new Collected(response.length(), most, context.deadlineNanos);
    try {
      response.writeTo(collected);
    } finally {
      collected.close();
    }
    return response.withBody(collected.whole());
  }
}
