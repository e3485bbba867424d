package dev.portolan.test;

import dev.portolan.Fields;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of an answer must be alike on all platforms, as texts with their names. */
final class Facts {
  /** Those of servers and connections, of which a function decides nothing. */
  private static final Set<String> NOT_OF_THE_FUNCTION =
      Set.of("connection", "content-length", "date", "keep-alive", "server", "transfer-encoding");

  private Facts() {}

  static Map<String, String> of(Answer answer) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("status", Integer.toString(answer.status()));
    headers(answer.headers())
        .forEach(
            (name, value) -> {
              if (!NOT_OF_THE_FUNCTION.contains(name) && !answer.varies(name)) {
                facts.put("header " + name, value);
              }
            });
    if (!answer.varies("body")) {
      facts.put("body", body(answer));
    }
    return facts;
  }

  /** By name; a header that came twice is one with both values (RFC 9110, 5.3). */
  private static Map<String, String> headers(Fields headers) {
    Map<String, String> joined = new TreeMap<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i).toLowerCase(Locale.ROOT);
      joined.merge(name, headers.value(i), (one, other) -> one + ", " + other);
    }
    return joined;
  }

  private static String body(Answer answer) {
    byte[] body = answer.bytes();
    if (!Utf8.isValid(body)) {
      return "base64 " + Base64.getEncoder().encodeToString(body);
    }
    return answer.status() < 400 ? answer.text() : problem(answer);
  }

  /** A problem has the id of its invocation, in each of its forms. */
  private static String problem(Answer answer) {
    String text = answer.text();
    if (text.startsWith(answer.status() + " ")) {
      return text.replaceFirst("\nid: [^\n]*\n$", "\n");
    }
    try {
      Map<Object, Object> problem =
          new LinkedHashMap<>((Map<?, ?>) JsonReader.read(answer.bytes()));
      if (!"about:blank".equals(problem.get("type"))) {
        return text;
      }
      problem.remove("id");
      return new String(new JsonWriter().value(problem).toBytes(), StandardCharsets.UTF_8);
    } catch (CodecException | ClassCastException anotherForm) {
      return text;
    }
  }
}
