package dev.portolan.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hello example as the packager ships it: packed, unpacked, and started with the command of its
 * image, flags included. Nothing is added but the address to bind.
 */
final class PackedHello {
  static final String NAME = "hello, as packed";

  /** As the deployer sets it, where the project sets nothing. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PORTOLAN_FUNCTION", "hello",
          "PORTOLAN_TIMEOUT_MILLIS", "29000",
          "PORTOLAN_CONCURRENCY", "80",
          "PORTOLAN_BIND", "127.0.0.1");

  private PackedHello() {}

  /** Without its cache, and with it; says how large the layers are. */
  static List<Subject> of(Path java, String cacheTitle, Path directory, PrintStream out)
      throws IOException, InterruptedException {
    Path packed = pack(java, directory.resolve("packed"));
    Path root = Files.createDirectories(directory.resolve("root"));
    ImageArchive image = ImageArchive.read(packed.resolve("image.tar"));
    for (byte[] layer : image.layers()) {
      ImageArchive.unpack(layer, root);
    }
    JsonNode startup = new ObjectMapper().readTree(packed.resolve("startup.json").toFile());
    Path layer = packed.resolve("startup.tar.gz");
    if (!startup.has("diffId")) {
      throw new IOException("packed without a start-up cache: " + startup.path("note").asText());
    }
    ImageArchive.unpack(Files.readAllBytes(layer), root);
    List<String> command = new ArrayList<>();
    image.configuration().path("Entrypoint").forEach(word -> command.add(word.asText()));
    Path home = root.resolve(image.configuration().path("WorkingDir").asText().substring(1));
    out.printf("%s: %s%n", NAME, String.join(" ", command));
    out.printf("  layers, bytes: %s%n", image.layers().stream().map(l -> l.length).toList());
    out.printf(
        "  start-up cache, bytes: %d, as a layer %d; %s%n",
        Files.size(home.resolve(startup.path("flag").asText().replaceFirst(".*=", ""))),
        Files.size(layer),
        startup.path("note").asText());
    Subject plain =
        new Subject(NAME, List.of(), command.subList(1, command.size()), ENVIRONMENT, home, "");
    return List.of(plain, plain.withCache(cacheTitle, startup.path("flag").asText()));
  }

  /** In the JVM to be measured, which is the one that trains the cache. */
  private static Path pack(Path java, Path directory) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PackHello.class.getName(),
                directory.toString())
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("hello could not be packed");
    }
    return directory;
  }
}
