package dev.portolan.testkit.adapter;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.PortableFunction;
import java.nio.charset.StandardCharsets;

/** Tells what belongs to this request alone, before and after others had their turn. */
public final class Facts implements PortableFunction<HttpRequest, HttpResponse> {

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
        + context.trace().traceparent().substring(3, 35)
        + " "
        + context.identity().map(Identity::subject).orElse("nobody")
        + " "
        + request.query().get("of")
        + " "
        + request.headers().get("x-sent")
        + " "
        + request.cookies().get("of")
        + " "
        + new String(request.body(), StandardCharsets.UTF_8)
        + " "
        + Thread.currentThread().isInterrupted();
  }

  /** All but the id, of a request whose query, header, cookie and body say the same. */
  static String of(String trace, String subject, String said) {
    String four = said + " " + said + " " + said + " " + said;
    return trace + " " + subject + " " + four + " false";
  }
}
