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
import java.util.List;

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

  /** What a query says. */
  public record Wanted(List<String> word, boolean dry) {}

  /** Answers what its query says. */
  public static final class Typed implements PortableFunction<Wanted, Wanted> {
    @Override
    public Wanted handle(Wanted wanted, Context context) {
      return wanted;
    }
  }

  static final FunctionUnderTest WHOLE =
      FunctionUnderTest.of(Whole.class, "dev.portolan.HttpRequest");

  static final FunctionUnderTest TYPED = FunctionUnderTest.of(Typed.class, Wanted.class.getName());

  /** Its components by where they are. */
  static final String PARTS =
      "[{\"component\":\"word\",\"from\":\"header\",\"name\":\"X-Word\"},"
          + "{\"component\":\"dry\",\"from\":\"query\",\"name\":\"dry\"}]";

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
