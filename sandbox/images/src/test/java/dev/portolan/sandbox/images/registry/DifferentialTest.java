package dev.portolan.sandbox.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same calls to this registry and to Debian's {@code docker-registry}, where that is installed.
 */
final class DifferentialTest {
  private static final Optional<Path> REAL = onPath("docker-registry");
  private static final String NO_BLOB = "/v2/app/blobs/sha256:" + "0".repeat(64);

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private Registry ours;
  private Process theirs;
  private int theirPort;

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        REAL.isPresent(), "docker-registry is not on the path: apt-get install docker-registry");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      theirPort = socket.getLocalPort();
    }
    Path config = directory.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
        http: {addr: "127.0.0.1:%d"}
        """
            .formatted(directory.resolve("theirs"), theirPort));
    theirs =
        new ProcessBuilder(REAL.orElseThrow().toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    ours =
        Registry.open(
            0,
            ImageStore.open(directory.resolve("ours")),
            new CallGate(new FaultPlan(), new CallLog()));
    while (!listens() && !theirs.waitFor(50, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), theirPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stop() {
    if (theirs != null) {
      theirs.destroy();
      ours.close();
    }
  }

  /** Status, and the code of the first error. */
  private String ask(String host, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + path))
            .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    int code = answer.body().indexOf("\"code\":\"");
    return answer.statusCode()
        + (code < 0 ? "" : " " + answer.body().substring(code + 8).split("\"")[0]);
  }

  @Test
  void bothAnswerAlike() throws Exception {
    List<String[]> calls =
        List.of(
            new String[] {"GET", "/v2/", ""},
            new String[] {"HEAD", NO_BLOB, ""},
            new String[] {"GET", NO_BLOB, ""},
            new String[] {"GET", "/v2/app/manifests/latest", ""},
            new String[] {"GET", "/v2/app/tags/list", ""},
            new String[] {"POST", "/v2/app/blobs/uploads/", ""},
            new String[] {"PUT", "/v2/app/manifests/latest", "nonsense"});
    for (String[] call : calls) {
      assertEquals(
          ask("127.0.0.1:" + theirPort, call[0], call[1], call[2]),
          ask(ours.host(), call[0], call[1], call[2]),
          call[0] + " " + call[1]);
    }
  }
}
