package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the platform does not route, the adapter holds requests to the declared route. */
public interface RoutingContract extends AdapterUnderTest {

  private AdapterHarness.Running routed() {
    return harness()
        .start(
            FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest")
                .withRoute("/a/{b}/c", "GET", "POST"));
  }

  @Test
  @DisplayName("another path is 404, and the function is not called")
  default void otherPaths() {
    try (AdapterHarness.Running running = routed()) {
      String dots = "/a/../a/b/c";
      int resolved = harness().resolvesDots() ? 200 : 404;
      int status = running.http(HttpRequest.of("GET", dots)).status();
      assertEquals(harness().refuses(dots) ? 400 : resolved, status, dots);
      int before = Functions.Echo.CALLS.get();
      for (String path : List.of("/", "/a/b", "/a/b/c/", "/a//c", "/a/b/C", "//a/b/c")) {
        int expected = harness().refuses(path) ? 400 : 404;
        assertEquals(expected, running.http(HttpRequest.of("GET", path)).status(), path);
      }
      assertEquals(before, Functions.Echo.CALLS.get());
      assertEquals(200, running.http(HttpRequest.of("GET", "/a/b/c")).status());
    }
  }

  @Test
  @DisplayName("another method is 405 and says which are allowed")
  default void otherMethods() {
    try (AdapterHarness.Running running = routed()) {
      for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE", "get")) {
        HttpResponse response = running.http(HttpRequest.of(method, "/a/b/c"));
        if (method.equals("get") && harness().foldsMethods()) {
          assertEquals("GET", response.headers().get("x-method"));
          continue;
        }
        assertEquals(405, response.status(), method);
        assertEquals("GET, HEAD, POST, OPTIONS", response.headers().get("allow"));
      }
    }
  }

  @Test
  @DisplayName("a method that is declared is named once, and reaches the function")
  default void declaredMethods() {
    FunctionUnderTest function =
        FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest")
            .withRoute("/a", "OPTIONS", "HEAD", "GET");
    try (AdapterHarness.Running running = harness().start(function)) {
      HttpResponse refused = running.http(HttpRequest.of("PUT", "/a"));
      assertEquals(405, refused.status());
      assertEquals("OPTIONS, HEAD, GET", refused.headers().get("allow"));
      HttpResponse options = running.http(HttpRequest.of("OPTIONS", "/a"));
      assertEquals("OPTIONS", options.headers().get("x-method"));
    }
  }

  @Test
  @DisplayName("HEAD goes with GET and has no body; OPTIONS says what is allowed")
  default void headAndOptions() {
    try (AdapterHarness.Running running = routed()) {
      HttpResponse head = running.http(HttpRequest.of("HEAD", "/a/b/c"));
      assertEquals(200, head.status());
      assertEquals("HEAD", head.headers().get("x-method"));
      assertEquals(0, head.body().length);
      HttpResponse options = running.http(HttpRequest.of("OPTIONS", "/a/b/c"));
      assertEquals(204, options.status());
      assertEquals("GET, HEAD, POST, OPTIONS", options.headers().get("allow"));
    }
  }
}
