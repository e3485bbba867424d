package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Google's services would never send, and what no sender may, made of what they do send by one
 * change each.
 */
final class MalformedEvents {
  private static final List<String> NO_OBJECTS =
      List.of("", "null", "1", "[]", "\"x\"", "true", "{", "{}", "{\"message\":", "\u0000");
  private static final String STORED = "google.cloud.storage.object.v1.finalized";
  private static final String WRITTEN = "google.cloud.firestore.document.v1.written";

  private final List<Bad> all = new ArrayList<>();

  private MalformedEvents() {}

  /**
   * A request that is no event, or carries nothing that can be read.
   *
   * @param status acknowledged to a service of Google, which would send it again for ever; told to
   *     all others
   */
  record Bad(String name, HttpRequest request, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bad> all() {
    MalformedEvents events = new MalformedEvents();
    events.messages();
    events.published();
    events.documents();
    events.ticks();
    events.attributes();
    events.structured();
    return events.all;
  }

  /** The envelope of Pub/Sub. */
  private void messages() {
    for (String body : NO_OBJECTS) {
      add("a message in " + body, message(body), 204);
    }
    for (String message : List.of("null", "1", "[]", "\"x\"", "true", "[{}]")) {
      add("the message " + message, message("{\"message\":" + message + "}"), 204);
    }
    for (String data :
        List.of(
            "1", "true", "[]", "{}", "\"%\"", "\"a\"", "\"====\"", "\"aGk\u00e9\"", "\"a b=\"")) {
      add("data " + data, message("{\"message\":{\"data\":" + data + "}}"), 204);
    }
    for (String attributes : List.of("1", "true", "[]", "\"x\"", "{\"a\":1}", "{\"a\":{}}")) {
      String body = "{\"message\":{\"data\":\"aGk=\",\"attributes\":" + attributes + "}}";
      add("attributes " + attributes, message(body), 204);
    }
  }

  /** A CloudEvent in a message, by the attributes of Pub/Sub's binding. */
  private void published() {
    String event = "\"content-type\":\"application/cloudevents+json\"";
    for (String text : NO_OBJECTS) {
      add("published as an event: " + text, Published.of("returns", text, event).request(), 204);
    }
    for (String text :
        List.of(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":1}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":null}",
            "{\"specversion\":\"1.0\",\"source\":\"/s\",\"type\":\"t\"}",
            "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"}",
            "{\"specversion\":\"2.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
            "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
            "[{\"id\":\"1\"}]",
            "[1]")) {
      add("published as an event: " + text, Published.of("returns", text, event).request(), 204);
    }
    String good =
        "\"ce-specversion\":\"1.0\",\"ce-id\":\"1\",\"ce-source\":\"/s\",\"ce-type\":\"t\"";
    for (String name : List.of("id", "source", "type")) {
      String value = "\"ce-" + name + "\":\"" + (name.equals("id") ? "1" : name.charAt(0)) + "\"";
      String given = name.equals("source") ? "\"ce-source\":\"/s\"" : value;
      for (String other : List.of("\"ce-" + name + "\":\"\"", "\"ce-" + name + "\":1")) {
        String attributes = changed(good, given, other);
        add("published with " + other, Published.of("returns", "1", attributes).request(), 204);
      }
      String missing = changed(good + ",", given + ",", "") + "\"x\":\"y\"";
      add("published without " + name, Published.of("returns", "1", missing).request(), 204);
    }
    for (String version : List.of("0.3", "2.0", "1")) {
      String attributes = changed(good, "\"1.0\"", "\"" + version + "\"");
      add("published as " + version, Published.of("returns", "1", attributes).request(), 204);
    }
  }

  /** Changes of Firestore, in protobuf. */
  private void documents() {
    ProtoWriter document =
        new ProtoWriter().text(1, "n").entry(2, "a", new ProtoWriter().text(17, "x"));
    byte[] good = new ProtoWriter().message(1, document).toBytes();
    for (int length = 1; length < good.length; length++) {
      HttpRequest cut = document(Arrays.copyOf(good, length));
      add("a document cut off at " + length, cut, 204);
    }
    for (int wire : new int[] {3, 4, 6, 7}) {
      add("a document of wire type " + wire, document(new byte[] {(byte) (8 | wire)}), 204);
    }
    add("a document of text", document("hello".getBytes(StandardCharsets.UTF_8)), 204);
    add("a document of zeros", document(new byte[16]), 204);
  }

  private static HttpRequest document(byte[] data) {
    return Published.event(WRITTEN, "")
        .withHeader("ce-id", "1")
        .withHeader("ce-source", "//firestore.googleapis.com/projects/p/databases/d")
        .withHeader("content-type", "application/protobuf")
        .withBody(data);
  }

  private void ticks() {
    for (String time :
        List.of("soon", "1", "2026-13-01T00:00:00Z", "2026-04-05", "2026-04-05T02:00:00", "T")) {
      HttpRequest tick =
          Published.event("google.cloud.scheduler.job.v1.executed", "")
              .withHeader("ce-id", "nightly")
              .withHeader("ce-source", "//cloudscheduler.googleapis.com/projects/p")
              .withHeader("X-CloudScheduler-JobName", "nightly")
              .withHeader("X-CloudScheduler-ScheduleTime", time);
      add("a tick at " + time, tick, 204);
    }
  }

  /** The attributes of an event in binary mode, of Google and of somebody else. */
  private void attributes() {
    for (String type : List.of(STORED, "com.acme.stored")) {
      int status = type.equals(STORED) ? 204 : 400;
      for (String name : List.of("id", "source", "type", "specversion")) {
        for (String value : List.of("", "missing")) {
          HttpRequest request = stored(type);
          request = request.withHeaders(request.headers().without("ce-" + name));
          request = value.isEmpty() ? request.withHeader("ce-" + name, "") : request;
          int told = name.equals("type") ? 400 : status;
          add(type + " with " + name + " " + (value.isEmpty() ? "empty" : value), request, told);
        }
      }
      for (String version : List.of("0.3", "2.0", "1", "one")) {
        HttpRequest request = stored(type);
        request = request.withHeaders(request.headers().without("ce-specversion"));
        add(type + " as " + version, request.withHeader("ce-specversion", version), status);
      }
      for (String time : List.of("noon", "1", "2026-04-05")) {
        add(type + " at " + time, stored(type).withHeader("ce-time", time), status);
      }
    }
  }

  private static HttpRequest stored(String type) {
    return Published.event(type, "{\"bucket\":\"b\",\"name\":\"n\"}")
        .withHeader("ce-id", "1")
        .withHeader("ce-source", "//storage.googleapis.com/projects/_/buckets/b")
        .withHeader("content-type", "application/json");
  }

  /** Events in structured mode, which only others than Google send. */
  private void structured() {
    String good = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";
    for (String text : NO_OBJECTS) {
      add("structured: " + text, structured(text), 400);
    }
    for (String member : List.of("\"specversion\":\"1.0\"", "\"id\":\"1\"", "\"source\":\"/s\"")) {
      String name = member.substring(0, member.indexOf(':') + 1);
      for (String other : List.of("", "null", "1", "{}", "[]", "\"\"")) {
        String text =
            other.isEmpty() ? changed(good, member + ",", "") : changed(good, member, name + other);
        add("structured: " + text, structured(text), 400);
      }
    }
    for (String more : List.of("\"time\":1", "\"time\":\"noon\"", "\"data_base64\":\"%\"")) {
      add("structured: " + more, structured(changed(good, "{", "{" + more + ",")), 400);
    }
  }

  private static HttpRequest structured(String text) {
    return HttpRequest.of("POST", "/")
        .withHeader("content-type", "application/cloudevents+json")
        .withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest message(String body) {
    return new Published("returns", "", "")
        .request()
        .withBody(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String changed(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new AssertionError("nothing was changed: " + from);
    }
    return text.replace(from, to);
  }

  private void add(String name, HttpRequest request, int status) {
    all.add(new Bad(name, request, status));
  }
}
