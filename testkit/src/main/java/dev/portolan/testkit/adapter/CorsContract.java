package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What pages of other origins are told, as the <a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch standard</a> has it.
 */
public interface CorsContract extends AdapterUnderTest {
  /** The origin that the functions here are shared with. */
  String FRIEND = "https://app.example.com";

  private AdapterHarness.Running shared(String origins, String more) {
    return harness()
        .start(
            FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest")
                .withRoute("/a/{b}", "GET", "PUT")
                .withVariable(
                    "PORTOLAN_CORS",
                    "{\"origins\":["
                        + origins
                        + "],\"headers\":[\"content-type\",\"x-key\"],\"exposes\":[\"x-method\"]"
                        + more
                        + "}"));
  }

  private AdapterHarness.Running shared() {
    return shared(
        "\"https://other.example\",\"" + FRIEND + "\"", ",\"credentials\":true,\"maxAge\":600");
  }

  private static HttpRequest from(String origin, String method, String path) {
    return HttpRequest.of(method, path).withHeader("origin", origin);
  }

  private static HttpRequest preflight(String origin, String path) {
    return from(origin, "OPTIONS", path)
        .withHeader("access-control-request-method", "PUT")
        .withHeader("access-control-request-headers", "content-type,x-key");
  }

  private static String told(HttpResponse response, String name) {
    List<String> all = response.headers().all("access-control-" + name);
    return all.isEmpty() ? null : String.join(" and ", all);
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).toList();
  }

  @Test
  @DisplayName("a browser that asks beforehand is told what a page may send")
  default void beforehand() {
    try (AdapterHarness.Running running = shared()) {
      int before = Functions.Echo.CALLS.get();
      HttpResponse response = running.http(preflight(FRIEND, "/a/1"));
      assertEquals(204, response.status());
      assertEquals(0, response.body().length);
      assertEquals(FRIEND, told(response, "allow-origin"));
      assertTrue(words(told(response, "allow-methods")).contains("PUT"));
      assertEquals(List.of("content-type", "x-key"), words(told(response, "allow-headers")));
      assertEquals("true", told(response, "allow-credentials"));
      assertEquals("origin", response.headers().get("vary").toLowerCase(Locale.ROOT));
      if (!harness().answersPreflights()) {
        assertEquals("GET, HEAD, PUT, OPTIONS", told(response, "allow-methods"));
        assertEquals("600", told(response, "max-age"));
      }
      assertEquals(before, Functions.Echo.CALLS.get(), "the function is not asked");
    }
  }

  @Test
  @DisplayName("a page of another origin is told nothing, beforehand and after")
  default void strangers() {
    try (AdapterHarness.Running running = shared()) {
      for (String stranger :
          List.of("https://app.example.com.evil.test", "http://app.example.com", "null")) {
        HttpResponse beforehand = running.http(preflight(stranger, "/a/1"));
        assertEquals(204, beforehand.status());
        assertNull(told(beforehand, "allow-origin"), stranger);
        assertNull(told(beforehand, "allow-methods"), stranger);
        HttpResponse response = running.http(from(stranger, "GET", "/a/1"));
        assertEquals(200, response.status(), "no other caller is kept from anything");
        assertNull(told(response, "allow-origin"), stranger);
        assertNull(told(response, "allow-credentials"), stranger);
        assertEquals("origin", response.headers().get("vary"));
      }
    }
  }

  @Test
  @DisplayName("a page may read the response, and a refusal too")
  default void after() {
    try (AdapterHarness.Running running = shared()) {
      HttpResponse response = running.http(from(FRIEND, "PUT", "/a/1"));
      assertEquals("PUT", response.headers().get("x-method"));
      assertEquals(FRIEND, told(response, "allow-origin"));
      assertEquals("true", told(response, "allow-credentials"));
      assertEquals("x-method", told(response, "expose-headers"));
      assertNull(told(response, "allow-methods"));
      HttpResponse refused = running.http(from(FRIEND, "DELETE", "/a/1"));
      assertEquals(405, refused.status());
      assertEquals(FRIEND, told(refused, "allow-origin"));
      HttpResponse plain = running.http(HttpRequest.of("GET", "/a/1"));
      assertNull(told(plain, "allow-origin"));
      assertEquals("origin", plain.headers().get("vary"), "a cache keeps it from pages");
    }
  }

  @Test
  @DisplayName("where all origins may, all are told the same")
  default void everybody() {
    try (AdapterHarness.Running running = shared("\"*\"", "")) {
      HttpResponse response = running.http(from("https://any.example", "GET", "/a/1"));
      assertEquals("*", told(response, "allow-origin"));
      assertNull(told(response, "allow-credentials"));
      assertNull(response.headers().get("vary"));
      HttpResponse plain = running.http(HttpRequest.of("GET", "/a/1"));
      assertEquals("*", told(plain, "allow-origin"), "a cache may hand it to a page");
      HttpResponse beforehand = running.http(preflight("https://any.example", "/a/1"));
      assertEquals("*", told(beforehand, "allow-origin"));
      assertNull(told(beforehand, "max-age"));
    }
  }

  @Test
  @DisplayName("OPTIONS that no browser sends is answered as ever; so is another path")
  default void others() {
    try (AdapterHarness.Running running = shared()) {
      HttpResponse options = running.http(from(FRIEND, "OPTIONS", "/a/1"));
      assertEquals(204, options.status());
      assertEquals("GET, HEAD, PUT, OPTIONS", options.headers().get("allow"));
      assertNull(told(options, "allow-methods"));
      int elsewhere = harness().answersPreflights() ? 204 : 404;
      assertEquals(elsewhere, running.http(preflight(FRIEND, "/b")).status());
    }
  }
}
