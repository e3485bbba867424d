package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.images.Projects;
import dev.portolan.sandbox.gcp.GcpCloud;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What tests that go the whole way over sockets do around a deployment. */
final class ByHand {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  private ByHand() {}

  /** A jar of these classes. */
  static Path jar(Path directory, Class<?>... classes) throws IOException {
    ReproducibleZip jar = ReproducibleZip.create();
    for (Class<?> each : classes) {
      String name = each.getName().replace('.', '/') + ".class";
      try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
        jar.add(name, in.readAllBytes());
      }
    }
    return jar.write(directory.resolve("functions.jar")).file();
  }

  /** A call, as with curl. */
  static void send(GcpCloud cloud, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.settings().get("endpoint") + path))
            .header("Authorization", "Bearer " + cloud.accessToken())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer::body);
  }

  /** Waits until a line of a function's log has this text; all that it has said until then. */
  static List<String> await(Portolan one, String function, String text) throws Exception {
    List<String> said = new ArrayList<>();
    Instant from = Instant.EPOCH;
    long begun = System.nanoTime();
    while (said.stream().noneMatch(line -> line.contains(text))) {
      if (System.nanoTime() - begun > PATIENCE) {
        fail(function + " did not say: " + text + ", but " + said);
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      from = one.logs(Projects.OWNER, function, from, line -> said.add(line.text()));
    }
    return said;
  }
}
