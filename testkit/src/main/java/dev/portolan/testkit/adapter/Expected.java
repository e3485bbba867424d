package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is answered to a request, written down. Immutable. */
public final class Expected {
  private static final List<String> INTERNALS =
      List.of(
          "hunter2",
          "jdbc",
          "xception",
          "OverflowError",
          "DefFoundError",
          "AssertionError",
          "dev.portolan",
          "java.",
          "\tat ",
          "\\tat ",
          "Ada");

  private final List<Consumer<HttpResponse>> checks;
  private final boolean refused;

  private Expected(List<Consumer<HttpResponse>> checks, boolean refused) {
    this.checks = checks;
    this.refused = refused;
  }

  /** This status, whatever else. */
  public static Expected status(int status) {
    Expected none = new Expected(List.of(), false);
    return none.and(
        response -> assertEquals(status, response.status(), AdapterUnderTest.text(response)));
  }

  /** Problem JSON with this status and title, an id, and nothing internal. */
  public static Expected problem(int status, String title) {
    String start = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status;
    return status(status)
        .header("content-type", "application/problem+json")
        .starts(start + ",\"id\":\"")
        .and(Expected::tellsNothing);
  }

  private static void tellsNothing(HttpResponse response) {
    String body = AdapterUnderTest.text(response);
    for (String internal : INTERNALS) {
      assertFalse(body.contains(internal), "leaks " + internal + ": " + body);
    }
  }

  private Expected and(Consumer<HttpResponse> check) {
    List<Consumer<HttpResponse>> more = new ArrayList<>(checks);
    more.add(check);
    return new Expected(more, refused);
  }

  /** And this header, repeated ones joined by comma and blank; empty if it may be missing. */
  public Expected header(String name, String value) {
    return and(r -> assertEquals(value, String.join(", ", r.headers().all(name)), name));
  }

  /** And this among the elements of a header, in any case. */
  public Expected lists(String name, String element) {
    return and(
        response -> {
          String all = String.join(",", response.headers().all(name));
          assertTrue(
              Stream.of(all.split(",")).anyMatch(each -> each.strip().equalsIgnoreCase(element)),
              name + ": " + all);
        });
  }

  /** And this header with these values, each on its own. */
  public Expected each(String name, String... values) {
    return and(r -> assertEquals(List.of(values), r.headers().all(name), name));
  }

  /** And none of these headers. */
  public Expected without(String... names) {
    return and(
        response -> {
          for (String name : names) {
            assertEquals(List.of(), response.headers().all(name), name);
          }
        });
  }

  /** And this body, as text in UTF-8. */
  public Expected body(String text) {
    return and(r -> assertEquals(text, AdapterUnderTest.text(r), "body"));
  }

  /** And this body. */
  public Expected body(byte[] bytes) {
    return and(r -> assertArrayEquals(bytes, r.body(), "body"));
  }

  /** And no body. */
  public Expected bodyless() {
    return body(new byte[0]);
  }

  /** And a body that begins so. */
  public Expected starts(String text) {
    return and(
        r -> assertTrue(AdapterUnderTest.text(r).startsWith(text), AdapterUnderTest.text(r)));
  }

  /** And a body with this in it. */
  public Expected says(String text) {
    return and(r -> assertTrue(AdapterUnderTest.text(r).contains(text), AdapterUnderTest.text(r)));
  }

  /** And the function is not called. */
  public Expected uncalled() {
    return new Expected(checks, true);
  }

  boolean isUncalled() {
    return refused;
  }

  void check(HttpResponse response) {
    checks.forEach(check -> check.accept(response));
  }
}
