package dev.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpMessagesTest {

  @Test
  void headersKeepOrderAndIgnoreCase() {
    Fields headers = Fields.headers("A", "1", "b", "2", "a", "3");
    assertEquals(List.of("1", "3"), headers.all("a"));
    assertEquals("2", headers.get("B"));
    assertNull(headers.get("c"));
    assertEquals(3, headers.size());
    assertEquals(Fields.headers("b", "2"), headers.without("A"));
    assertEquals(headers, Fields.headers("A", "1", "b", "2").with("a", "3"));
    assertNotEquals(headers, Fields.headers("a", "1", "b", "2", "a", "3"));
    assertEquals("[A, b, a]", headers.toString());
  }

  @Test
  void headersThatWouldBreakTheMessageAreRefused() {
    for (String name : List.of("", "a b", "a:", "a\r", "a\n", "a\0", "ä", "a(", "\"a\"")) {
      assertThrows(IllegalArgumentException.class, () -> Fields.headers(name, "x"), name);
    }
    for (String value : List.of("a\rb", "a\nb", "a\r\n b", "a\0", "\u001b", "\u007f", "\ud800")) {
      assertThrows(IllegalArgumentException.class, () -> Fields.headers("x", value), value);
      assertThrows(
          IllegalArgumentException.class, () -> HttpResponse.of(200).withHeader("x", value), value);
    }
    assertThrows(IllegalArgumentException.class, () -> Fields.headers("x"));
    assertThrows(IllegalArgumentException.class, () -> Fields.headers("x", null));
    assertEquals("a\tb", Fields.headers("x", "a\tb").get("x"));
  }

  /** A query may hold what a header must not, and both are of one type. */
  @Test
  void whatIsNoHeaderDoesNotBecomeOneUnseen() {
    HttpRequest request = HttpRequest.of("GET", "/?a=b%0d%0ac&d=e");
    HttpResponse response = HttpResponse.of(200);
    assertThrows(
        IllegalArgumentException.class, () -> response.withHeaders(request.query()).headers());
    assertThrows(IllegalArgumentException.class, () -> request.withHeaders(request.query()));
    Fields plain = request.query().without("a");
    assertEquals("e", response.withHeaders(plain).headers().get("D"));
  }

  @Test
  void pathParametersCannotBeChangedAfterwards() {
    Map<String, String> parameters = new HashMap<>(Map.of("a", "b"));
    HttpRequest request = HttpRequest.of("GET", "/").withPathParameters(parameters);
    parameters.put("a", "c");
    assertEquals("b", request.pathParameters().get("a"));
  }

  @Test
  void queriesAreDecodedOnce() {
    Fields query = HttpRequest.of("GET", "/?a=1&b=%2525&a=&&c&=d&e=f=g&h+i=%2B+").query();
    assertEquals(List.of("1", ""), query.all("a"));
    assertEquals("%25", query.get("b"));
    assertEquals("", query.get("c"));
    assertEquals("d", query.get(""));
    assertEquals("f=g", query.get("e"));
    assertEquals("+ ", query.get("h i"));
    assertEquals(7, query.size());
  }

  @Test
  void brokenTargetsAreRefused() {
    for (String target :
        List.of(
            "",
            "a",
            "http://a/b",
            "/%",
            "/%1",
            "/%zz",
            "/%ff",
            "/%c0%80",
            "/a\nb",
            "/a%00",
            "/?a=%",
            "/?%ed%a0%80")) {
      assertThrows(IllegalArgumentException.class, () -> HttpRequest.of("GET", target), target);
    }
    for (String method : List.of("", "GET ", "G\r\nT", "G/T")) {
      assertThrows(IllegalArgumentException.class, () -> HttpRequest.of(method, "/"), method);
    }
  }

  @Test
  void pathsAreDecodedOnce() {
    HttpRequest request = HttpRequest.of("GET", "/a%2Fb/%2541+c");
    assertEquals("/a/b/%41+c", request.path());
    assertEquals("/a%2Fb/%2541+c", request.rawPath());
  }

  @Test
  void cookiesAreReadAsTheyCame() {
    Fields cookies =
        HttpRequest.of("GET", "/").withHeader("Cookie", "a=1;b=\"2\"; ;c; =d; e==f").cookies();
    assertEquals("1", cookies.get("a"));
    assertEquals("\"2\"", cookies.get("b"));
    assertEquals("=f", cookies.get("e"));
    assertEquals(3, cookies.size());
  }

  @Test
  void cookiesThatWouldEndEarlyAreRefused() {
    assertEquals(
        "a=b; Path=/; Secure",
        HttpResponse.of(200).withCookie("a", "b", "Path=/", "Secure").headers().get("set-cookie"));
    for (String value : List.of("a;b", "a b", "a,b", "ä", "a\n", "\"a\"")) {
      assertThrows(
          IllegalArgumentException.class, () -> HttpResponse.of(200).withCookie("c", value), value);
    }
    assertThrows(
        IllegalArgumentException.class, () -> HttpResponse.of(200).withCookie("c", "d", "e;f"));
  }

  @Test
  void onlyStatusesThatCanBeSentAreTaken() {
    for (int status : new int[] {-1, 0, 99, 100, 101, 199, 600, 1000}) {
      assertThrows(IllegalArgumentException.class, () -> HttpResponse.of(status));
    }
    assertThrows(IllegalArgumentException.class, () -> new FunctionException(200, "a", "b"));
    assertThrows(IllegalArgumentException.class, () -> new FunctionException(400, "A b", "b"));
  }

  @Test
  void textIsDecodedStrictlyInItsOwnCharacterSet() {
    HttpRequest request = HttpRequest.of("POST", "/").withBody(new byte[] {(byte) 0xfc});
    assertEquals(
        "ü", request.withHeader("content-type", "text/plain; Charset=\"ISO-8859-1\"").text());
    assertEquals(400, assertThrows(FunctionException.class, request::text).status());
    HttpRequest unknown = request.withHeader("content-type", "text/plain; charset=klingon");
    assertEquals(415, assertThrows(FunctionException.class, unknown::text).status());
    byte[] utf8 = "ü".getBytes(StandardCharsets.UTF_8);
    assertEquals("ü", request.withBody(utf8).text());
  }

  @Test
  void nothingSecretIsPrinted() {
    HttpRequest request =
        HttpRequest.of("GET", "/a?token=hunter2").withHeader("authorization", "hunter2");
    assertEquals("GET /a", request.toString());
    assertEquals("[authorization]", request.headers().toString());
    assertEquals("HTTP 200", HttpResponse.text(200, "hunter2").toString());
  }
}
