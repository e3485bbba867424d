package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the body it got, tells where the request was for, and counts. */
public final class Witness implements PortableFunction<HttpRequest, HttpResponse> {
  static final AtomicInteger CALLS = new AtomicInteger();

  /** At {@code /echo}, for GET, POST and PUT. */
  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Witness.class, "dev.portolan.HttpRequest")
        .withRoute("/echo", "GET", "POST", "PUT");
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    CALLS.incrementAndGet();
    return HttpResponse.of(200)
        .withHeader("content-type", "application/octet-stream")
        .withHeader("x-query", request.rawQuery())
        .withHeader("x-sent", String.join("|", request.headers().all("x-sent")))
        .withBody(request.body());
  }
}
