package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;

/** Answers with a body that a test writes. */
public final class Writing implements PortableFunction<HttpRequest, HttpResponse> {
  static volatile HttpResponse response = HttpResponse.of(500);

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Writing.class, "dev.portolan.HttpRequest");
  }

  /** From now on this is written. */
  static void write(HttpResponse.Body body) {
    response = HttpResponse.of(200).withBody(body);
  }

  /** From now on this is written, and declared to be so long. */
  static void write(long length, HttpResponse.Body body) {
    response = HttpResponse.of(200).withBody(length, body);
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    return request.rawQuery().equals("quick") ? HttpResponse.text(200, "quick") : response;
  }
}
