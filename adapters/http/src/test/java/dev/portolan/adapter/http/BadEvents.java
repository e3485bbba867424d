package dev.portolan.adapter.http;

import java.util.ArrayList;
import java.util.List;

/** Requests that are meant to be events and are none: what is wrong, headers, body. */
final class BadEvents {
  private static final String DATA = "{\"id\":\"o\",\"amount\":1}";
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":"
          + DATA
          + "}";

  private BadEvents() {}

  static List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    binary(all);
    structured(all);
    return all;
  }

  private static void binary(List<List<String>> all) {
    String good = CloudEventsTest.BINARY;
    for (String name : List.of("specversion", "id", "source", "type")) {
      all.add(List.of("no " + name, good.replaceAll("ce-" + name + ": .*\r\n", ""), DATA));
      all.add(
          List.of(
              "empty " + name, good.replaceAll("ce-" + name + ": .*", "ce-" + name + ":"), DATA));
      all.add(List.of("two of " + name, good + "CE-" + name + ": 1\r\n", DATA));
    }
    for (String version : List.of("0.3", "1.1", "2.0", "1", "x")) {
      all.add(List.of("version " + version, good.replace("1.0", version), DATA));
    }
    for (String time :
        List.of(
            "yesterday",
            "2026-04-05",
            "2026-04-05T03:56:24",
            "1775361384",
            "2026-13-05T03:56:24Z")) {
      all.add(List.of("time " + time, good + "ce-time: " + time + "\r\n", DATA));
    }
    for (String value : List.of("%C0%A0", "%FF", "%ED%A0%80", "%E2%82", "%80", "\"%C0%80\"")) {
      all.add(List.of("subject " + value, good + "ce-subject: " + value + "\r\n", DATA));
    }
    for (String name : List.of("ce-", "ce-a_b", "ce-a.b", "ce-a~b", "ce-datacontenttype")) {
      all.add(List.of("attribute " + name, good + name + ": v\r\n", DATA));
    }
    for (String value : List.of("%C0%AF", "%FE", "%F5%80%80%80", "%F0%9F%98")) {
      all.add(
          List.of("source " + value, good.replace("ce-source: /s", "ce-source: " + value), DATA));
    }
    for (String body : List.of("{", "[]", "1", "{\"id\":1}", DATA + DATA, "\uFEFF" + DATA, "nul")) {
      all.add(List.of("data " + body, good, body));
    }
  }

  private static void structured(List<List<String>> all) {
    String type = CloudEventsTest.STRUCTURED;
    for (String name : List.of("specversion", "id", "source", "type")) {
      all.add(List.of("no " + name, type, EVENT.replace("\"" + name + "\"", "\"x\"")));
      String member = "\"" + name + "\":\"[^\"]*\"";
      all.add(List.of("empty " + name, type, EVENT.replaceFirst(member, "\"" + name + "\":\"\"")));
      all.add(List.of("null " + name, type, EVENT.replaceFirst(member, "\"" + name + "\":null")));
      all.add(List.of("number " + name, type, EVENT.replaceFirst(member, "\"" + name + "\":1")));
      all.add(
          List.of("two of " + name, type, EVENT.replaceFirst("\\{", "{\"" + name + "\":\"1.0\",")));
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
      all.add(List.of("with " + member, type, EVENT.replaceFirst("\\{", "{" + member + ",")));
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
            "\uFEFF" + EVENT,
            EVENT.substring(0, 40),
            EVENT.replace("1.0", "0.3"),
            "[".repeat(100_000),
            "{\"a\":".repeat(1000),
            "\u0000" + EVENT)) {
      all.add(List.of("body " + body.substring(0, Math.min(20, body.length())), type, body));
    }
    for (String format :
        List.of("+avro", "+protobuf", "+xml", "", "-batch+json", "+jsonx", "-batch")) {
      String other = type.replace("+json", format);
      all.add(List.of("format " + format, other, EVENT));
    }
    all.add(
        List.of("bad base64", type, EVENT.replace("\"data\":" + DATA, "\"data_base64\":\"%%\"")));
  }
}
