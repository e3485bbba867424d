package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;

/** Answers as many mebibytes as the query says. */
public final class Large implements PortableFunction<HttpRequest, HttpResponse> {

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Large.class, "dev.portolan.HttpRequest");
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    byte[] body = new byte[Integer.parseInt(request.rawQuery()) << 20];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31 + (i >> 8));
    }
    return HttpResponse.of(200).withHeader("content-type", "x/y").withBody(body);
  }
}
