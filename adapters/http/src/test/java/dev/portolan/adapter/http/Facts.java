package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.nio.charset.StandardCharsets;

/** Tells what belongs to this request alone, before and after others had their turn. */
public final class Facts implements PortableFunction<HttpRequest, HttpResponse> {

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Facts.class, "dev.portolan.HttpRequest");
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    String before = facts(request, context);
    Thread.yield();
    String after = facts(request, context);
    return HttpResponse.text(200, before.equals(after) ? before : before + " then " + after);
  }

  private static String facts(HttpRequest request, Context context) {
    return context.invocationId()
        + " "
        + context.trace().traceparent()
        + " "
        + request.rawQuery()
        + " "
        + new String(request.body(), StandardCharsets.UTF_8)
        + " "
        + context.unwrap(HttpRequest.class).orElseThrow().rawQuery()
        + " "
        + Thread.currentThread().isInterrupted();
  }
}
