package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samples with one part changed so that they are requests no more: 400 in the form that the gateway
 * reads, or refused as no request; the function is not called.
 */
final class MalformedRequestsTest {
  private static final String PROBLEM =
      "\"isBase64Encoded\":false,\"body\":\"{\\\"type\\\":\\\"about:blank\\\",\\\"title\\\":"
          + "\\\"Bad Request\\\",\\\"status\\\":400,\\\"id\\\":\\\"id\\\"}\"}";
  private static final String LISTS =
      "\"multiValueHeaders\":{\"content-type\":[\"application/problem+json\"]},";
  private static final String SINGLE =
      "\"headers\":{\"content-type\":\"application/problem+json\"},";
  private static final String DESCRIBED =
      "{\"statusCode\":400,\"statusDescription\":\"400 Bad Request\",";

  static final String OF_API = "{\"statusCode\":400," + LISTS + PROBLEM;
  static final String OF_MULTI = DESCRIBED + LISTS + PROBLEM;
  static final String OF_SINGLE = DESCRIBED + SINGLE + PROBLEM;

  /** Sample, what is replaced, by what, and the answer. */
  static Stream<Arguments> requests() {
    List<Arguments> all = new ArrayList<>();
    shared(all, "rest", "\"path\":\"/hello/world\"", "\"httpMethod\":\"POST\"", OF_API, OF_API);
    shared(all, "alb-multi", "\"path\":\"/\"", "\"httpMethod\":\"GET\"", OF_MULTI, OF_MULTI);
    shared(all, "alb", "\"path\":\"/\"", "\"httpMethod\":\"GET\"", OF_SINGLE, OF_SINGLE);
    for (String other : List.of("1", "\"x\"", "true", "[]")) {
      add(
          all,
          "alb",
          "\"headers\":{\"accept\":",
          "\"headers\":" + other + ",\"x\":{\"y\":",
          OF_SINGLE);
      add(
          all,
          "alb",
          "\"queryStringParameters\":{}",
          "\"queryStringParameters\":" + other,
          OF_SINGLE);
      for (String sample : List.of("rest", "alb-multi")) {
        String answer = sample.equals("rest") ? OF_API : OF_MULTI;
        String query = "\"multiValueQueryStringParameters\":";
        add(all, sample, query, query + other + ",\"x\":", answer);
      }
      add(
          all,
          "rest",
          "\"multiValueHeaders\":",
          "\"multiValueHeaders\":" + other + ",\"x\":",
          OF_API);
      add(
          all,
          "alb-multi",
          "\"multiValueHeaders\":",
          "\"multiValueHeaders\":" + other + ",\"x\":",
          OF_SINGLE);
      add(
          all,
          "rest",
          "\"resource\":\"/{proxy+}\"",
          "\"resource\":" + other.replace("\"x\"", "2"),
          OF_API);
      add(
          all,
          "rest",
          "\"pathParameters\":{\"proxy\":\"hello/world\"}",
          "\"pathParameters\":" + other,
          OF_API);
    }
    for (String other : List.of("null", "1", "\"x\"", "true", "{}", "[1]", "[null]", "[[]]")) {
      add(all, "rest", "\"Accept\":[\"*/*\"]", "\"Accept\":" + other, OF_API);
      add(all, "rest", "\"name\":[\"me\"]", "\"name\":" + other, OF_API);
      add(all, "alb-multi", "\"accept\":[\"*/*\"]", "\"accept\":" + other, OF_MULTI);
      add(all, "alb-multi", "\"key\":[\"hello\"]", "\"key\":" + other, OF_MULTI);
    }
    for (String other : List.of("null", "1", "true", "{}", "[]", "\"a\\r\\nb\"", "\"\\u0000\"")) {
      add(all, "alb", "\"accept-encoding\":\"gzip\"", "\"accept-encoding\":" + other, OF_SINGLE);
    }
    for (String name : List.of("\"\"", "\"a b\"", "\"\u00fc\"", "\"a:\"", "\"a\\u0000\"")) {
      add(all, "rest", "\"Accept\":[", name + ":[", OF_API);
      add(all, "alb-multi", "\"accept\":", name + ":", OF_MULTI);
      add(all, "alb", "\"accept\":", name + ":", OF_SINGLE);
    }
    for (String other : List.of("null", "1", "true", "{}", "[]", "\"%\"", "\"%zz\"", "\"%ff\"")) {
      add(
          all,
          "alb",
          "\"queryStringParameters\":{}",
          "\"queryStringParameters\":{\"a\":" + other + "}",
          OF_SINGLE);
    }
    return all.stream();
  }

  private static void shared(
      List<Arguments> all, String sample, String path, String method, String bad, String badForm) {
    for (String other :
        List.of(
            "null", "1", "true", "{}", "[]", "\"\"", "\"x\"", "\"/%\"", "\"/%ff\"", "\"/%00\"")) {
      boolean root = sample.equals("rest") && other.startsWith("\"/");
      // What a REST API's resource took is its path.
      if (!root) {
        add(all, sample, path, "\"path\":" + other, bad);
      }
    }
    for (String other : List.of("\"\"", "\"G T\"", "\"GET\\u0000\"", "\"ü\"")) {
      add(all, sample, method, "\"httpMethod\":" + other, badForm);
    }
    for (String other : List.of("1", "true", "{}", "[]")) {
      add(all, sample, "\"body\":", "\"body\":" + other + ",\"x\":", bad);
    }
    for (String other : List.of("\"%\"", "\"a\"", "\"YQ==\\n\"", "\"ü\"")) {
      String payload =
          GatewaysTest.sample(
              sample,
              "\"body\":",
              "\"body\":" + other + ",\"x\":",
              "\"isBase64Encoded\":false",
              "\"isBase64Encoded\":true");
      all.add(Arguments.of(sample + " with the Base64 " + other, payload, bad));
    }
  }

  private static void add(
      List<Arguments> all, String sample, String part, String other, String answer) {
    String payload = GatewaysTest.sample(sample, part, other);
    all.add(Arguments.of(sample + " with " + other, payload, answer));
  }

  @Test
  void thereAreManyOfThem() {
    assertTrue(requests().count() >= 150, "only " + requests().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  @DisplayName("a malformed request is 400 in its gateway's form")
  void isRefused(String name, String payload, String answer) {
    int before = Mirror.Whole.calls;
    assertEquals(answer, Mirror.send("/hello/world", payload));
    assertEquals(before, Mirror.Whole.calls, "the function is not called");
  }

  @Test
  @DisplayName("what has not the structure of a request is refused by name")
  void isNoRequest() {
    Function<String, String> refused =
        payload ->
            assertThrows(UnsupportedEvent.class, () -> Mirror.send("/", payload), payload)
                .getMessage();
    String unknown = "id This is a request of a gateway in a format unknown here.";
    for (String method : List.of("null", "1", "true", "{}", "[]")) {
      String payload = GatewaysTest.sample("rest", "\"POST\",\"headers\"", method + ",\"headers\"");
      assertEquals(unknown, refused.apply(payload).substring(0, unknown.length()), method);
    }
    for (String version : List.of("\"3.0\"", "1", "{}", "\"\"")) {
      String payload = GatewaysTest.sample("http-api-1.0", "\"1.0\"", version);
      assertEquals(unknown, refused.apply(payload).substring(0, unknown.length()), version);
    }
    for (String elb : List.of("null", "1", "\"x\"", "[]")) {
      String payload = GatewaysTest.sample("alb", "\"elb\":", "\"elb\":" + elb + ",\"x\":");
      assertEquals(unknown, refused.apply(payload).substring(0, unknown.length()), elb);
    }
    String question = "id This is a question to an authorizer.";
    String payload =
        GatewaysTest.sample("rest", "\"resource\"", "\"methodArn\":\"a\",\"resource\"");
    assertEquals(question, refused.apply(payload).substring(0, question.length()));
  }
}
