package dev.portolan.provider.gcp.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.run.v2.Service;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.FakeGoogle;
import dev.portolan.provider.gcp.wire.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tells what a function has said from what Google says in its place. */
class InvokingTest {
  private static final String PAGE =
      "\n<html><head>\n<meta http-equiv=\"content-type\" content=\"text/html;charset=utf-8\">\n"
          + "<title>%d %s</title>\n</head>\n<body text=#000000 bgcolor=#ffffff>\n<h1>Error: %2$s"
          + "</h1>\n<h2>Your client</h2>\n<h2></h2>\n</body></html>\n";

  @TempDir private Path directory;
  private HttpServer server;
  private int status;
  private String body;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  @DisplayName("Google's refusals are told as what they are")
  void google() {
    assertEquals(Kind.UNAUTHENTICATED, refusal(401, PAGE.formatted(401, "Unauthorized")).kind());
    DeployException forbidden = refusal(403, PAGE.formatted(403, "Forbidden"));
    assertEquals(Kind.PERMISSION_DENIED, forbidden.kind());
    assertTrue(forbidden.hint().contains("roles/run.invoker"), forbidden.hint());
    DeployException hidden = refusal(404, PAGE.formatted(404, "Page not found"));
    assertEquals(Kind.UNAVAILABLE, hidden.kind());
    assertTrue(hidden.hint().contains("portolan.gcp.ingress"), hidden.hint());
    assertEquals(Kind.UNAVAILABLE, refusal(429, "Rate exceeded.").kind());
    assertEquals(Kind.UNAVAILABLE, refusal(503, "Service Unavailable").kind());
  }

  @Test
  @DisplayName("What the function itself refuses is its answer")
  void function() throws Exception {
    for (int each : List.of(401, 403, 404, 429, 503)) {
      status = each;
      body = "{\"status\":" + each + "}";
      assertTrue(invoke().failed());
      body = "<html><head><title>" + each + " ours</title></head></html>";
      assertTrue(invoke().failed());
    }
  }

  private DeployException refusal(int code, String text) {
    status = code;
    body = text;
    return assertThrows(DeployException.class, this::invoke);
  }

  private dev.portolan.deploy.driver.Deployer.Invocation invoke() throws Exception {
    FakeGoogle google = new FakeGoogle();
    Login login = Login.open(Optional.of(google.keyFile(directory)), google);
    Service service =
        Service.newBuilder()
            .setName("projects/p/locations/l/services/shop")
            .setUri("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    return new Invoking(HttpClient.newHttpClient(), login, FakeGoogle.tally())
        .invoke(Seen.of(service, List.of()), "{}".getBytes(StandardCharsets.UTF_8));
  }
}
