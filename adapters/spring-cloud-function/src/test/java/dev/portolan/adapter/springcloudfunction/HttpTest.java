package dev.portolan.adapter.springcloudfunction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.StartException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("beans of a Spring Cloud Function application over HTTP")
final class HttpTest {
  @TempDir static Path work;

  private static Sample sample;

  @BeforeAll
  static void find() {
    sample = Sample.in(work);
  }

  @AfterAll
  static void close() {
    sample.close();
  }

  @BeforeEach
  void forget() {
    SampleApplication.TAKEN.clear();
  }

  private static HttpRequest post(String path, String type, String body) {
    HttpRequest request =
        HttpRequest.of("POST", path).withBody(body.getBytes(StandardCharsets.UTF_8));
    return type.isEmpty() ? request : request.withHeader("Content-Type", type);
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void assertAnswer(int status, String type, String body, HttpResponse answer) {
    assertEquals(body, text(answer));
    assertEquals(type, answer.headers().get("content-type"));
    assertEquals(status, answer.status());
  }

  @Test
  @DisplayName("Text comes and goes as it is, whatever its type is called")
  void texts() {
    for (String type : List.of("text/plain", "", "application/x-www-form-urlencoded")) {
      HttpResponse answer = sample.http("uppercase", post("/uppercase", type, "hello"));
      assertAnswer(200, "text/plain; charset=utf-8", "HELLO", answer);
    }
  }

  @Test
  @DisplayName("A record is bound from JSON by the application's own mapper, and written as JSON")
  void json() {
    String body = "{\"name\":\"Ada\",\"age\":36}";
    String expected = "{\"greeting\":\"Hello, Ada, 36\"}";
    for (String type : List.of("application/json", "", "application/x-www-form-urlencoded")) {
      HttpResponse answer = sample.http("greet", post("/greet", type, body));
      assertAnswer(200, "application/json", expected, answer);
    }
    HttpResponse sum = sample.http("sum", post("/sum", "application/json", "[1,2,3]"));
    assertAnswer(200, "application/json", "6", sum);
  }

  @Test
  @DisplayName("What the function cannot take is 400, and the function is not called")
  void badInput() {
    for (String body : List.of("{\"name\":", "\"text\"", "", "{\"age\":\"old\"}", "[1]")) {
      HttpResponse answer = sample.http("greet", post("/greet", "application/json", body));
      assertEquals(400, answer.status(), body);
      assertEquals("application/problem+json", answer.headers().get("content-type"));
      assertTrue(text(answer).contains("bad-input"), text(answer));
    }
    sample.http("remember", post("/remember", "application/json", "{"));
    assertEquals(List.of(), SampleApplication.TAKEN);
  }

  @Test
  @DisplayName("A message's headers are the response's: status, type, and each value by itself")
  void messages() {
    HttpResponse answer =
        sample.http("answer", post("/answer", "text/plain", "A").withHeader("X-Name", "Ada"));
    assertAnswer(201, "text/html", "<p>Ada</p>", answer);
    assertEquals(List.of("a=1", "b=2"), answer.headers().all("set-cookie"));
    assertEquals("A", answer.headers().get("x-answer"));
    assertEquals(4, answer.headers().size(), answer.headers().toString());
  }

  @Test
  @DisplayName("What the caller sent does not come back, copied by the function or by Spring")
  void noEcho() {
    HttpRequest request =
        post("/copying", "text/plain", "x").withHeader("Authorization", "Bearer t");
    HttpResponse answer = sample.http("copying", request);
    assertAnswer(200, "text/plain; charset=utf-8", "x", answer);
    assertEquals("mine", answer.headers().get("x-own"));
    assertEquals(2, answer.headers().size(), answer.headers().toString());

    HttpResponse plain =
        sample.http("uppercase", post("/uppercase", "text/plain", "x").withHeader("lambda-x", "1"));
    assertEquals(1, plain.headers().size(), plain.headers().toString());
  }

  @Test
  @DisplayName("Method, path, query, headers and the invocation's context are told")
  void facts() {
    HttpRequest request =
        HttpRequest.of("POST", "/facts", "a=1&b=%20&a=2")
            .withHeader("X-Two", "1")
            .withHeader("x-two", "2")
            .withHeader("Cookie", "c=d")
            .withHeader("Content-Type", "application/octet-stream")
            // what Spring or we would take for our own word
            .withHeader("payload", "[1]")
            .withHeader("spring.cloud.function.definition", "reverse")
            .withHeader("http_request_param", "forged")
            .withHeader("portolan-context", "forged");
    Map<?, ?> facts = (Map<?, ?>) JsonReader.read(sample.http("facts", request).body());
    assertEquals(
        Map.of(
            "http_requestMethod", "POST",
            "http_requestUrl", "/facts?a=1&b=%20&a=2",
            "http_request_param", "{a=1, b= }",
            "http_path_param", "{}",
            "x-two", "[1, 2]",
            "cookie", "c=d",
            "contentType", "application/octet-stream",
            "portolan-context", "facts"),
        facts);
  }

  @Test
  @DisplayName("Bytes are not touched either way")
  void bytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    HttpRequest request = HttpRequest.of("POST", "/bytes").withBody(all);
    for (String type : List.of("image/png", "application/json", "text/plain")) {
      HttpResponse answer = sample.http("bytes", request.withHeader("content-type", type));
      assertArrayEquals(all, answer.body(), type);
      assertEquals("application/octet-stream", answer.headers().get("content-type"));
    }
    HttpResponse list = sample.http("text", post("/text", "application/json", "[1, 2]"));
    assertEquals("[1, 2]", text(list));
  }

  @Test
  @DisplayName("A consumer's end is 204, and so is nothing")
  void consumers() {
    HttpResponse answer =
        sample.http(
            "remember", post("/remember", "application/json", "{\"name\":\"Ada\",\"age\":1}"));
    assertEquals(204, answer.status());
    assertNull(answer.headers().get("content-type"));
    assertEquals(List.of(new SampleApplication.Person("Ada", 1)), SampleApplication.TAKEN);
    assertEquals(204, sample.http("nothing", post("/nothing", "text/plain", "x")).status());
  }

  @Test
  @DisplayName("A supplier answers GET")
  void suppliers() {
    HttpResponse answer = sample.http("hello", HttpRequest.of("GET", "/hello"));
    assertAnswer(200, "text/plain; charset=utf-8", "hello", answer);
    assertEquals(405, sample.http("hello", HttpRequest.of("POST", "/hello")).status());
    assertEquals(405, sample.http("uppercase", HttpRequest.of("GET", "/uppercase")).status());
  }

  @Test
  @DisplayName("Reactive functions are waited for, and answer as a whole")
  void reactive() {
    HttpResponse many =
        sample.http("lowercase", post("/lowercase", "application/json", "[\"A\",\"B\"]"));
    assertAnswer(200, "application/json", "[\"a\",\"b\"]", many);
    HttpResponse one = sample.http("later", HttpRequest.of("GET", "/later"));
    assertAnswer(200, "application/json", "{\"greeting\":\"later\"}", one);
  }

  @Test
  @DisplayName("A function of payload and headers, and one that is a component, are called too")
  void otherBeans() {
    HttpRequest request = post("/both", "text/plain", "hi").withHeader("X-Name", "Ada");
    assertEquals("hi Ada", text(sample.http("both", request)));
    assertEquals("hi!", text(sample.http("exclaimer", post("/exclaimer", "text/plain", "hi"))));
  }

  @Test
  @DisplayName("What a function throws is 500 without a word of it")
  void failures() {
    HttpResponse answer = sample.http("fails", post("/fails", "text/plain", "x"));
    assertEquals(500, answer.status());
    assertFalse(text(answer).contains("internal"), text(answer));
  }

  @Test
  @DisplayName("Beans are composed as the configuration says, never as a caller says")
  void composed(@TempDir Path other) {
    try (Sample composed = Sample.in(other, "shout.definition", "uppercase|reverse|exclaimer")) {
      HttpRequest request =
          post("/shout", "text/plain", "abc")
              .withHeader("spring.cloud.function.definition", "hello");
      HttpResponse answer = composed.http("shout", request);
      assertAnswer(200, "text/plain; charset=utf-8", "CBA!", answer);
    }
  }

  @Test
  @DisplayName("Where a bean is called by GET, its query and its path are what it takes")
  void query(@TempDir Path other) {
    try (Sample routed =
        Sample.in(other, "greet.methods", "GET,POST", "greet.path", "/people/{name}")) {
      HttpResponse answer = routed.http("greet", HttpRequest.of("GET", "/people/Ada", "age=36"));
      assertAnswer(200, "application/json", "{\"greeting\":\"Hello, Ada, 36\"}", answer);
    }
  }

  @Test
  @DisplayName("Text in JSON is what Spring makes of it, and text of another type is text")
  void textInJson() {
    HttpRequest json = post("/uppercase", "application/json", "\"hello\"");
    assertEquals("HELLO", text(sample.http("uppercase", json)));
    HttpRequest xml = post("/uppercase", "application/xml", "<a>\u00e9</a>");
    assertEquals("<A>\u00c9</A>", text(sample.http("uppercase", xml)));
    HttpRequest latin =
        HttpRequest.of("POST", "/uppercase")
            .withHeader("content-type", "text/plain; charset=iso-8859-1")
            .withBody("\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("\u00c9", text(sample.http("uppercase", latin)));
  }

  @Test
  @DisplayName("A bean that is not there, and a router, fail the start with what there is")
  void noSuchBean(@TempDir Path other) {
    try (Sample wrong =
        Sample.in(
            other,
            "none.definition",
            "uppercas",
            "any.definition",
            "functionRouter",
            "part.definition",
            "uppercase|functionRouter")) {
      HttpRequest request = HttpRequest.of("POST", "/none");
      StartException none = assertThrows(StartException.class, () -> wrong.http("none", request));
      String why = none.getCause().getMessage();
      assertTrue(why.startsWith("the application has no function 'uppercas', only"), why);
      assertTrue(why.contains("uppercase"), why);
      assertThrows(StartException.class, () -> wrong.http("any", request));
      assertThrows(StartException.class, () -> wrong.http("part", request));
    }
  }
}
