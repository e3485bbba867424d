package dev.portolan.test;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.util.List;

/** Functions that tests are written for. */
public final class Samples {
  private Samples() {}

  /** Adds numbers, and refuses what is no number. */
  @Http(path = "/sums/{owner}", methods = "POST")
  public static final class Sum implements PortableFunction<Sum.Numbers, Sum.Total> {
    /** What to add. */
    public record Numbers(List<Integer> numbers) {}

    /** The sum. */
    public record Total(int total) {}

    @Override
    public Total handle(Numbers input, Context context) {
      return new Total(input.numbers().stream().mapToInt(Integer::intValue).sum());
    }
  }

  /** Answers what it got, and as the query says. */
  @Http(
      path = "/mirror",
      methods = {"GET", "PUT"})
  public static final class Mirror implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) throws Exception {
      HttpResponse response = HttpResponse.of(200).withHeader("x-query", request.rawQuery());
      if (request.query().get("wait") != null) {
        synchronized (this) {
          wait();
        }
      }
      for (String cookie : request.query().all("cookie")) {
        response = response.withCookie(cookie, "1");
      }
      for (String name : request.query().all("repeat")) {
        response = response.withHeader("x-repeated", name);
      }
      String id = request.query().get("id") == null ? "none" : context.invocationId();
      return response
          .withHeader("x-cookies", request.cookies().all("a").toString())
          .withHeader("x-id", id)
          .withBody(request.body());
    }
  }

  /** Opens to whoever knows the word, which it keeps no copy of. */
  @Http(path = "/door")
  public static final class Door implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      boolean known = context.secret("DOOR_WORD").equals(request.query().get("word"));
      return HttpResponse.text(known ? 200 : 403, context.secret("DOOR_SIGN"));
    }
  }

  /** What no build takes: nothing calls it. */
  public static final class Stray implements PortableFunction<String, String> {
    @Override
    public String handle(String input, Context context) {
      return input;
    }
  }
}
