package dev.portolan.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.registry.PushedImage;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.registry.Registry;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed image in a real container, as strangers' tools fetch and run it. */
final class ContainerTest {
  @TempDir Path work;
  private Registry registry;
  private PushedImage image;

  @BeforeEach
  void push() throws Exception {
    Programs.require("skopeo");
    Path base = ImageArchive.write(JreImage.image(work), 0, work.resolve("jre.tar")).file();
    registry =
        Registry.open(
            0,
            ImageStore.open(work.resolve("registry")),
            new CallGate(new FaultPlan(), new CallLog()));
    Artifact artifact =
        Packing.packager(Map.of("baseImage", base.toString()))
            .pack(Projects.of(work, "waiter", Waiter.class, "/wait"), work.resolve("out"));
    image = PushedImage.of(registry.host(), "shop/waiter", artifact);
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void strangersSeeTheDigestThatWeSaid() throws Exception {
    String name = registry.host() + "/shop/waiter";
    for (String reference : List.of(name + ":" + image.tag(), image.reference())) {
      String digest =
          Programs.say(
              "skopeo",
              "inspect",
              "--tls-verify=false",
              "--format",
              "{{.Digest}}",
              "docker://" + reference);
      assertEquals(image.reference(), name + "@" + digest);
    }
    Programs.say(
        "skopeo",
        "copy",
        "--src-tls-verify=false",
        "docker://" + image.reference(),
        "oci:" + work.resolve("copied"));
  }

  @Test
  void itAnswersWithItsCacheAsAnyUserAndEndsWhenAskedTo() throws Exception {
    try (Podman podman = Podman.open();
        ServerSocket gate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gate.setSoTimeout(60_000);
      podman.say("pull", "--quiet", "--tls-verify=false", image.reference());
      Process container =
          podman.run(
              "waiter",
              List.of(
                  "PORT=0",
                  "PORTOLAN_BIND=127.0.0.1",
                  "PORTOLAN_FUNCTION=waiter",
                  "JAVA_TOOL_OPTIONS=-Xlog:class+load"),
              image.reference());
      BufferedReader lines = container.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      String line = lines.readLine();
      while (line != null && !line.contains("listens on port")) {
        said.append(line).append('\n');
        line = lines.readLine();
      }
      assertTrue(line != null, () -> "it did not start: " + said);
      CompletableFuture<String> rest =
          CompletableFuture.supplyAsync(() -> String.join("\n", lines.lines().toList()));
      assertTrue(
          said.toString()
              .lines()
              .anyMatch(
                  each ->
                      each.contains(" dev.portolan.adapter.http.Server ")
                          && each.contains("shared objects file")),
          () -> "no class came from the cache: " + said);

      CompletableFuture<HttpResponse<String>> busy =
          post(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)), gate.getLocalPort());
      try (Socket asked = gate.accept()) {
        podman.say("kill", "--signal", "TERM", "waiter");
        asked.getOutputStream().write(42);
      }
      assertEquals("{\"told\":42}", busy.get().body());
      assertEquals(0, container.waitFor(), () -> said + rest.join());
    }
  }

  private static CompletableFuture<HttpResponse<String>> post(int port, int gate) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/wait"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"port\":" + gate + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
