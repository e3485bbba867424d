package dev.portolan.testkit.adapter;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests that are meant to be CloudEvents of a booking, and are none. */
public final class BadEvents {
  private static final String DATA = BadDocuments.GOOD;
  private static final String JSON = "application/json";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final List<String> NAMES = List.of("specversion", "id", "source", "type");

  static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":"
          + DATA
          + "}";

  private BadEvents() {}

  /** By what is wrong with each. */
  public static Map<String, HttpRequest> requests() {
    Map<String, HttpRequest> requests = new TreeMap<>();
    all().forEach(bad -> requests.put(bad.name(), bad.request().orElseThrow()));
    return requests;
  }

  static List<BadInput> all() {
    List<BadInput> all = new ArrayList<>();
    binary(all);
    structured(all);
    return all;
  }

  private static void binary(List<BadInput> all) {
    for (String name : NAMES) {
      Fields without = attributes().without("ce-" + name);
      all.add(event("no " + name, without, JSON, DATA));
      all.add(event("empty " + name, without.with("ce-" + name, ""), JSON, DATA));
      all.add(event("two of " + name, attributes().with("CE-" + name, "1"), JSON, DATA));
    }
    for (String version : List.of("0.3", "1.1", "2.0", "1", "x")) {
      Fields other = attributes().without("ce-specversion").with("ce-specversion", version);
      all.add(event("version " + version, other, JSON, DATA));
    }
    for (String time :
        List.of(
            "yesterday",
            "2026-04-05",
            "2026-04-05T03:56:24",
            "1775361384",
            "2026-13-05T03:56:24Z")) {
      all.add(event("time " + time, attributes().with("ce-time", time), JSON, DATA));
    }
    for (String value : List.of("%C0%A0", "%FF", "%ED%A0%80", "%E2%82", "%80", "\"%C0%80\"")) {
      all.add(event("subject " + value, attributes().with("ce-subject", value), JSON, DATA));
    }
    for (String name : List.of("ce-", "ce-a_b", "ce-a.b", "ce-a~b", "ce-datacontenttype")) {
      all.add(event("attribute " + name, attributes().with(name, "v"), JSON, DATA));
    }
    for (String value : List.of("%C0%AF", "%FE", "%F5%80%80%80", "%F0%9F%98")) {
      Fields other = attributes().without("ce-source").with("ce-source", value);
      all.add(event("source " + value, other, JSON, DATA));
    }
    for (String body :
        List.of("{", "[]", "1", "{\"id\":1}", DATA + DATA, "\ufeff" + DATA, "nul", "{\"x\":NaN}")) {
      all.add(event("data " + body, attributes(), JSON, body));
    }
  }

  private static void structured(List<BadInput> all) {
    Map<String, String> bodies = new TreeMap<>();
    for (String name : NAMES) {
      String member = "\"" + name + "\":\"[^\"]*\"";
      bodies.put("without " + name, EVENT.replace("\"" + name + "\"", "\"x\""));
      bodies.put("with no " + name, EVENT.replaceFirst(member, "\"" + name + "\":\"\""));
      bodies.put("with null as " + name, EVENT.replaceFirst(member, "\"" + name + "\":null"));
      bodies.put("with 1 as " + name, EVENT.replaceFirst(member, "\"" + name + "\":1"));
      bodies.put("twice " + name, EVENT.replaceFirst("\\{", "{\"" + name + "\":\"1.0\","));
    }
    for (String member :
        List.of(
            "\"Upper\":\"v\"",
            "\"a_b\":\"v\"",
            "\"a-b\":\"v\"",
            "\"\":\"v\"",
            "\"a~b\":\"v\"",
            "\"time\":\"x\"",
            "\"time\":1",
            "\"time\":{}",
            "\"time\":\"2026-02-30T00:00:00Z\"",
            "\"datacontenttype\":\"\"",
            "\"datacontenttype\":1",
            "\"partition-key\":\"v\"",
            "\"\u00e4\":\"v\"",
            "\"subject\":\"\"",
            "\"subject\":1",
            "\"data_base64\":\"AP8=\"")) {
      bodies.put("with " + member, EVENT.replaceFirst("\\{", "{" + member + ","));
    }
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "[]",
            "[" + EVENT + "]",
            "null",
            "1",
            "\"x\"",
            EVENT + "x",
            EVENT + EVENT,
            "\ufeff" + EVENT,
            EVENT.substring(0, 40),
            EVENT.replace("1.0", "0.3"),
            "[".repeat(100_000),
            "{\"a\":".repeat(1000),
            "\u0000" + EVENT)) {
      String shown = body.substring(0, Math.min(30, body.length()));
      bodies.put("of " + body.length() + " " + shown, body);
    }
    bodies.put("with bad base64", EVENT.replace("\"data\":" + DATA, "\"data_base64\":\"%%\""));
    bodies.forEach(
        (name, body) -> all.add(event("structured " + name, Fields.headers(), STRUCTURED, body)));
    for (String format :
        List.of("+avro", "+protobuf", "+xml", "", "-batch+json", "+jsonx", "-batch")) {
      String other = STRUCTURED.replace("+json", format);
      all.add(event("format " + format, Fields.headers(), other, EVENT));
    }
  }

  private static Fields attributes() {
    return Fields.headers("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t");
  }

  private static BadInput event(String name, Fields attributes, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Fields headers = attributes.with("content-type", type);
    return new BadInput("event: " + name, "POST", "/", headers, bytes, 400, "");
  }
}
