package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.portolan.deploy.model.DeployException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpCallTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example, /hello?name=Ada, https://a.example/hello?name=Ada",
    "https://a.example/, hello, https://a.example/hello",
    "https://a.example/base, /hello, https://a.example/base/hello",
    "https://a.example/base/, /hello, https://a.example/base/hello",
    "https://a.example/hello, /hello, https://a.example/hello",
    "https://a.example/hello, /hello?name=Ada, https://a.example/hello?name=Ada",
    "https://a.example/hello, /hello/you, https://a.example/hello/you",
    "https://a.example/api/hello, /hello?name=Ada, https://a.example/api/hello?name=Ada",
    "https://a.example/api/v1, /v1/x, https://a.example/api/v1/x",
    "https://a.example/hello, /hello2, https://a.example/hello/hello2"
  })
  void joinsABaseAndAPath(String base, String path, String url) {
    assertEquals(URI.create(url), HttpCall.join(URI.create(base), path));
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    DeployException e =
        assertThrows(
            DeployException.class, () -> HttpCall.join(URI.create("https://a.example"), "/a b"));
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, e.kind());
  }

  @Test
  void dataMakesItAPost() {
    URI base = URI.create("https://a.example");
    assertEquals("GET", HttpCall.of(base, Sample.of(null, "/", null)).method());
    assertEquals("POST", HttpCall.of(base, Sample.of(null, "/", "{}")).method());
    assertEquals("PUT", HttpCall.of(base, Sample.of("put", "/", "{}")).method());
  }

  @Test
  void tellsWhatCameBack() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String said =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("content-type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(502, said.length());
          exchange.getResponseBody().write(said.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      HttpCall.Answer answer = HttpCall.of(base, Sample.of(null, "/x", "{\"a\":1}")).send();
      assertEquals(new HttpCall.Answer(502, "POST application/json {\"a\":1}"), answer);
      assertTrue(answer.failed());
      assertFalse(new HttpCall.Answer(404, "").failed());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nobodyThereIsAFailureWithSomethingToDo() throws Exception {
    int port;
    try (java.net.ServerSocket socket =
        new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HttpCall call = HttpCall.of(URI.create("http://127.0.0.1:" + port), Sample.of(null, "/", null));
    DeployException e = assertThrows(DeployException.class, call::send);
    assertEquals(DeployException.Kind.UNAVAILABLE, e.kind());
    assertFalse(e.hint().isEmpty());
  }
}
