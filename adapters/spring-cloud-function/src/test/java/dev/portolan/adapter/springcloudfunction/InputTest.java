package dev.portolan.adapter.springcloudfunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication.Person;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("bodies and types that a Spring Cloud Function application's beans must not trip over")
final class InputTest {
  private static final String ADA = "{\"name\":\"Ada\",\"age\":36}";
  private static final String LOADED = "application/json;TYPE=" + Person.class.getName();

  @TempDir static Path work;
  @TempDir static Path events;

  private static Sample sample;
  private static Sample called;

  @BeforeAll
  static void find() {
    sample = Sample.in(work, "remember-message.path", "/remember-message");
    called =
        Sample.in(
            events, "remember.queue", "people", "anything.queue", "any", "increment.queue", "n");
  }

  @AfterAll
  static void close() {
    sample.close();
    called.close();
  }

  @BeforeEach
  void forget() {
    SampleApplication.TAKEN.clear();
  }

  private static HttpRequest request(String type, String body) {
    HttpRequest request =
        HttpRequest.of("POST", "/").withBody(body.getBytes(StandardCharsets.UTF_8));
    return type.isEmpty() ? request : request.withHeader("Content-Type", type);
  }

  private static HttpResponse post(String function, HttpRequest request) {
    return sample.http(
        function,
        HttpRequest.of("POST", "/" + function)
            .withHeaders(request.headers())
            .withBody(request.body()));
  }

  private static HttpResponse post(String function, String type, String body) {
    return post(function, request(type, body));
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static HttpResponse event(String function, String type, String data) {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"said\","
            + "\"datacontenttype\":\""
            + type
            + "\",\"data\":"
            + data
            + "}";
    return called.event(function, JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("No caller and no event says which class its bytes are bound to")
  void classOfTheCallers() {
    assertEquals("byte[]", text(post("anything", LOADED, ADA)));
    event("anything", LOADED, ADA);
    String structured =
        "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"said\",";
    post(
        "anything",
        "application/cloudevents+json",
        structured + "\"datacontenttype\":\"" + LOADED + "\",\"data\":" + ADA + "}");
    assertEquals(List.of(byte[].class, byte[].class, byte[].class), SampleApplication.TAKEN);
  }

  @Test
  @DisplayName("What is said not to be JSON does not reach a function that takes a record")
  void notJson() {
    for (String function : List.of("remember", "remember-message", "greet")) {
      for (String type :
          List.of(
              "text/plain",
              "application/xml",
              "multipart/form-data; boundary=x",
              "application/octet-stream")) {
        assertEquals(415, post(function, type, ADA).status(), function + " " + type);
      }
    }
    assertEquals(415, event("remember", "text/plain", "\"Ada\"").status());
    assertEquals(400, post("greet", "application/json", "null").status());
    assertEquals(List.of(), SampleApplication.TAKEN);
  }

  @Test
  @DisplayName("The attribute of an event's data type does not replace the content type")
  void attributeOfTheCallers() {
    HttpRequest request =
        request("application/json", ADA)
            .withHeader("ce-specversion", "1.0")
            .withHeader("ce-id", "7")
            .withHeader("ce-source", "/s")
            .withHeader("ce-type", "said")
            .withHeader("ce-datacontenttype", "text/plain")
            .withHeader("ce-datacontenttype", "text/html");
    assertEquals(204, post("remember", request).status());
    assertEquals(List.of(new Person("Ada", 36)), SampleApplication.TAKEN);
    assertEquals(200, post("anything", request).status());
  }

  @Test
  @DisplayName("Text is converted for a function that takes what text can tell")
  void converted() {
    for (String type :
        List.of(
            "text/plain",
            "text/plain; charset=utf-16",
            "text/csv",
            "",
            "application/json",
            "application/x-www-form-urlencoded")) {
      byte[] body =
          "5".getBytes(type.endsWith("16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
      HttpResponse answer = post("increment", request(type, "").withBody(body));
      assertEquals("6", text(answer), type);
      assertEquals("application/json", answer.headers().get("content-type"));
    }
    assertEquals(400, post("increment", "text/plain", "five").status());
  }

  @Test
  @DisplayName("What a converter of the application's own reads is handed over")
  void converterOfTheApplication() {
    assertEquals(204, post("remember", "application/x-person", "Ada").status());
    assertEquals(204, post("remember-message", "application/x-person", "Bob").status());
    assertEquals(new Person("Ada", 0), SampleApplication.TAKEN.get(0));
    assertEquals(new Person("Bob", 0), SampleApplication.TAKEN.get(1));
    assertEquals(415, post("increment", "application/x-person", "Ada").status());
  }

  @Test
  @DisplayName("An array is many values where Spring takes it apart, and else is none")
  void arrays() {
    String many = "[" + ADA + ",{\"name\":\"Bob\",\"age\":1}]";
    HttpRequest request = request("application/json", many);
    assertEquals(400, post("remember", request).status());
    assertEquals(400, event("remember", "application/json", many).status());
    assertEquals(400, post("greet", "application/json", "[null]").status());
    assertEquals(List.of(), SampleApplication.TAKEN);
    assertEquals(204, post("remember", request.withHeader("user-agent", "curl")).status());
    assertEquals(List.of(new Person("Ada", 36), new Person("Bob", 1)), SampleApplication.TAKEN);
    assertEquals(
        "[{\"greeting\":\"Hello, Ada, 36\"},{\"greeting\":\"Hello, Bob, 1\"}]",
        text(post("greet", request)));
  }

  @Test
  @DisplayName("Text that looks like an array is text")
  void arraysInText() {
    for (String type :
        List.of(
            "text/plain",
            "text/plain; charset=utf-8",
            "text/csv",
            "",
            "application/x-www-form-urlencoded")) {
      assertEquals("[\"A\"]", text(post("uppercase", type, "[\"a\"]")), type);
    }
  }

  @Test
  @DisplayName("A content type that is none, and several of them, are refused")
  void malformed() {
    for (String type : List.of("json", "text/", "application/json, text/plain", "a/b;charset=?")) {
      for (String function : List.of("greet", "uppercase", "anything", "bytes")) {
        assertEquals(400, post(function, type, ADA).status(), function + " " + type);
      }
    }
    HttpRequest twice = request("application/json", ADA);
    twice = twice.withHeaders(twice.headers().with("content-type", "application/json"));
    assertEquals(400, post("greet", twice).status());
    assertEquals(400, event("anything", "json", ADA).status());
    assertEquals(List.of(), SampleApplication.TAKEN);
  }

  @Test
  @DisplayName("An event in its JSON form is handed over as its data with its attributes")
  void structured() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"said\",\"data\":";
    String type = "application/cloudevents+json; charset=utf-8";
    assertEquals(204, post("remember-message", type, event + ADA + "}").status());
    assertEquals(List.of(new Person("Ada", 36), "7", "said"), SampleApplication.TAKEN);
    assertEquals(400, post("remember", type, event + "[1]}").status());
    assertEquals(400, post("remember", type, "[]").status());
  }

  @Test
  @DisplayName("Many messages are answered as their payloads, without the caller's headers")
  void messages() {
    HttpRequest request =
        request("application/json", "[" + ADA + "]").withHeader("authorization", "Bearer t");
    HttpResponse answer = post("welcome", request);
    assertEquals("[{\"greeting\":\"Ada\"}]", text(answer));
    assertEquals("Ada", answer.headers().get("x-own"));
    assertEquals("application/json", answer.headers().get("content-type"));
    assertNull(answer.headers().get("authorization"));
    assertEquals(2, answer.headers().size(), answer.headers().toString());
  }

  @Test
  @DisplayName("An answer does not go out under the content type of the request that it copied")
  void copiedType() {
    HttpResponse answer = post("welcome", "application/merge-patch+json", ADA);
    assertEquals("{\"greeting\":\"Ada\"}", text(answer));
    assertEquals("application/json", answer.headers().get("content-type"));
  }
}
