package dev.portolan.adapter.awslambda;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Functions that gateways call: they say what they were handed. */
final class Mirror {
  private Mirror() {}

  /** Answers the request it was handed, and keeps it. */
  public static final class Whole implements PortableFunction<HttpRequest, HttpResponse> {
    static HttpRequest request;
    static Identity identity;
    static int calls;

    @Override
    public HttpResponse handle(HttpRequest handed, Context context) {
      calls++;
      request = handed;
      identity = context.identity().orElse(null);
      HttpResponse response =
          HttpResponse.of(200)
              .withHeader("x-target", handed.rawPath() + "?" + handed.rawQuery())
              .withHeader("x-sent", String.join("|", handed.headers().all("x-sent")))
              .withBody(handed.body());
      return handed.query().get("length") == null
          ? response
          : streamed(response, Integer.parseInt(handed.query().get("length")));
    }

    private static HttpResponse streamed(HttpResponse response, int length) {
      return response.withBody(
          output -> {
            for (int i = 0; i < length; i++) {
              output.write('a');
            }
          });
    }
  }

  static final FunctionUnderTest WHOLE =
      FunctionUnderTest.of(Whole.class, "dev.portolan.HttpRequest");

  /** Sends a payload to a function that is called at all of these paths with GET and POST. */
  static String send(String route, String payload) {
    FunctionUnderTest function = WHOLE.withRoute(route, "GET", "POST");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Whole.request = null;
    try {
      new LambdaEntryPoint(function.variables(), function.loader())
          .handleRequest(
              new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
              output,
              FakeContext.of("id"));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return output.toString(StandardCharsets.UTF_8);
  }
}
