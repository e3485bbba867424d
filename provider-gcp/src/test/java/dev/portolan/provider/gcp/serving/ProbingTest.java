package dev.portolan.provider.gcp.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.FakeGoogle;
import dev.portolan.provider.gcp.Steps;
import dev.portolan.provider.gcp.Wants;
import dev.portolan.provider.gcp.wire.Login;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a revision could not be asked. */
class ProbingTest {
  @TempDir private Path directory;
  private final FakeGoogle google = new FakeGoogle();
  private final Wanted wanted = Wants.of();
  private HttpServer server;
  private int status;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    google.put(
        "run.googleapis.com/v2/" + Wants.PLACE.service(wanted.service()),
        "{\"uri\":\"http://127.0.0.1:%d\",\"latestReadyRevision\":\"r-1\"}"
            .formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  @DisplayName("A token that is not taken, a grant that is missing, and a function that is ill")
  void toldApart() {
    status = 401;
    assertEquals(Kind.UNAUTHENTICATED, refusal().kind());
    status = 403;
    DeployException forbidden = refusal();
    assertEquals(Kind.PERMISSION_DENIED, forbidden.kind());
    assertTrue(forbidden.hint().contains("roles/run.invoker"), forbidden.hint());
    status = 500;
    assertEquals(Kind.UNHEALTHY, refusal().kind());
  }

  @Test
  @DisplayName("No token is no function that does not answer yet")
  void noToken() {
    google.identity = "";
    assertThrows(IOException.class, this::probe);
  }

  private DeployException refusal() {
    return assertThrows(DeployException.class, this::probe);
  }

  private void probe() throws Exception {
    Login login = Login.open(Optional.of(google.keyFile(directory)), google);
    RunCalls calls = new RunCalls(google.clients(directory), FakeGoogle.tally(), Wants.PLACE);
    new Probing(HttpClient.newHttpClient(), login, VirtualTime.start(), calls)
        .run(new Steps.Told(), wanted, Optional.of("r-1"));
  }
}
