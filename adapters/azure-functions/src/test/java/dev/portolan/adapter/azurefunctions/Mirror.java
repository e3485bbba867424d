package dev.portolan.adapter.azurefunctions;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;

/** Answers what it got: the body as it is, and in a header how often each of some headers came. */
public final class Mirror implements PortableFunction<HttpRequest, HttpResponse> {

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    HttpResponse response =
        HttpResponse.of(200)
            .withHeader("content-type", "application/octet-stream")
            .withHeader("x-empty", request.headers().all("x-sent").toString())
            .withHeader("x-secret", secret(context))
            .withBody(request.body());
    for (int i = 0; i < request.query().size(); i++) {
      response = response.withHeader(request.query().name(i), request.query().value(i));
    }
    return response;
  }

  private static String secret(Context context) {
    try {
      return context.secret("PASSWORD");
    } catch (RuntimeException none) {
      return none.getMessage();
    }
  }
}
