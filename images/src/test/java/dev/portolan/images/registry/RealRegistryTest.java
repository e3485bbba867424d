package dev.portolan.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.Calls;
import dev.portolan.images.Packing;
import dev.portolan.images.Programs;
import dev.portolan.images.Projects;
import dev.portolan.images.image.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to Docker's own registry, where one is installed. */
final class RealRegistryTest {
  @TempDir Path work;
  private Process registry;
  private String host;

  @BeforeEach
  void start() throws IOException {
    Path program = Programs.require("docker-registry");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    host = "127.0.0.1:" + port;
    Path file =
        Files.writeString(
            work.resolve("registry.yml"),
            "version: 0.1\nlog:\n  level: info\nstorage:\n  filesystem:\n    rootdirectory: "
                + work.resolve("data")
                + "\nhttp:\n  addr: "
                + host
                + "\n");
    registry =
        new ProcessBuilder(program.toString(), "serve", file.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = registry.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.contains("listening on")) {
      line = lines.readLine();
    }
    assertTrue(line != null, "the registry did not start");
    Thread reader = new Thread(() -> lines.lines().forEach(each -> {}));
    reader.setDaemon(true);
    reader.start();
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.destroy();
    }
  }

  @Test
  void anImageIsPushedOnceAndHasTheDigestWeSaid() throws Exception {
    Artifact artifact = pack("scratch", "a");
    ImagePlanner images = images("shop");
    ImageChoice first = images.choose(artifact, List.of());
    new ImagePush(images).run(new Calls.Values(), first.push().orElseThrow(), first.tag());

    assertEquals(Optional.of(first.digest()), images.target().digest(first.tag()));
    ImageChoice again = images.choose(artifact, List.of());
    assertTrue(again.push().isEmpty(), "it would be pushed again");
    assertEquals(first.reference(), again.reference());
  }

  @Test
  void layersOfABaseInARegistryJoin() throws Exception {
    Artifact base = pack("scratch", "base");
    ImagePlanner jre = images("jre");
    ImageChoice pushed = jre.choose(base, List.of());
    new ImagePush(jre).run(new Calls.Values(), pushed.push().orElseThrow(), pushed.tag());

    Artifact artifact = pack(pushed.reference(), "own");
    ImagePlanner images = images("shop");
    ImageChoice choice = images.choose(artifact, List.of());
    new ImagePush(images).run(new Calls.Values(), choice.push().orElseThrow(), choice.tag());

    Image there = new ImagePull(images.target()).image(choice.digest(), "amd64");
    assertEquals(pushed.push().orElseThrow().layers().size() + 2, there.layers().size());
    assertEquals("/app", there.run().path("WorkingDir").asText());
  }

  private Artifact pack(String base, String directory) throws IOException {
    Map<String, String> settings = Map.of("baseImage", base, "startupCache", "none");
    return Packing.packager(settings)
        .pack(
            Projects.greeter(Files.createDirectories(work.resolve(directory))),
            work.resolve(directory).resolve("out"));
  }

  private ImagePlanner images(String path) {
    return Images.planner(host, path, Map.of("startupCache", "none"));
  }
}
