package dev.portolan.test;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.codec.Utf8;
import dev.portolan.testkit.adapter.AdapterHarness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a platform is known not to do, where a call asks for it. */
final class Bounds {
  private static final String ADVICE =
      "; do without, or say with @PortolanTest(providers = …) which platforms the function is for";

  private Bounds() {}

  static List<String> of(AdapterHarness platform, Answer answer) {
    List<String> bounds = new ArrayList<>();
    Fields headers = answer.headers();
    if (!platform.repeatsHeaders() && headers.all("set-cookie").size() > 1) {
      bounds.add("cannot set two cookies in one response: it is a 500 there");
    }
    if (!platform.sendsBeyondAscii() && !isAscii(headers)) {
      bounds.add("cannot send a header beyond ASCII: the response is a 500 there");
    }
    byte[] body = answer.request().http().body();
    String mediaType = answer.request().http().headers().get("content-type");
    if (!Utf8.isValid(body) && !platform.takesBytes(mediaType)) {
      bounds.add(
          "does not let bytes that are not UTF-8 through as "
              + mediaType
              + ": send them as application/octet-stream");
    }
    if (platform.refuses(answer.request().http().rawPath())) {
      bounds.add("has a server of its own that answers 400 to this path");
    }
    return bounds.stream()
        .map(bound -> "It is known that " + platform.provider() + " " + bound + ADVICE)
        .toList();
  }

  static List<String> of(AdapterHarness platform, Delivery delivery) {
    List<String> bounds = new ArrayList<>();
    Set<Event.Kind> kinds = platform.kinds();
    if (delivery.events().stream().anyMatch(TestEvent::isChange)
        && kinds.contains(Event.Kind.RECORD_UPSERTED)) {
      bounds.add("tells insertions and changes alike, and not what was there before");
    }
    if (delivery.events().stream()
        .anyMatch(event -> event.attempt() > 1 && !platform.counts(event.kind()))) {
      bounds.add("does not count these deliveries: each is the first to the function");
    }
    return bounds.stream()
        .map(bound -> "It is known that " + platform.provider() + " " + bound + ADVICE)
        .toList();
  }

  private static boolean isAscii(Fields headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (!StandardCharsets.US_ASCII.newEncoder().canEncode(headers.value(i))) {
        return false;
      }
    }
    return true;
  }
}
