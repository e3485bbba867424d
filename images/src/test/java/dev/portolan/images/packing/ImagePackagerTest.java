package dev.portolan.images.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.JreImage;
import dev.portolan.images.LayerFiles;
import dev.portolan.images.Packing;
import dev.portolan.images.Projects;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.image.ImageReader;
import dev.portolan.images.image.Json;
import dev.portolan.images.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagePackagerTest {
  @TempDir Path work;
  private Application project;

  @BeforeEach
  void project() throws IOException {
    project = Projects.greeter(work);
  }

  @Test
  void theImageSaysHowItIsRun() throws IOException {
    Image image = read(pack(Map.of("baseImage", "scratch", "startupCache", "none"), "a"));

    assertEquals("65532:65532", image.run().path("User").asText());
    assertEquals("/app", image.run().path("WorkingDir").asText());
    assertTrue(
        image
            .run()
            .path("Entrypoint")
            .toString()
            .startsWith(
                "[\"java\",\"-XX:MaxRAMPercentage=70\",\"-XX:+ExitOnOutOfMemoryError\""
                    + ",\"-XX:+UseSerialGC\",\"-cp\",\"portolan.jar:app.jar:lib/portolan-http-"),
        image.run().toString());
    assertEquals(
        List.of("portolan: dependencies", "portolan: application"),
        image.layers().stream().map(Layer::history).toList());
    assertEquals("1970-01-01T00:00:00Z", image.configuration().path("created").asText());
  }

  @Test
  void aBaseImageThatLiesHereIsPackedToo() throws IOException {
    Image empty = Image.empty("amd64");
    var configuration = empty.configuration();
    ((com.fasterxml.jackson.databind.node.ObjectNode) configuration.path("config"))
        .set("Env", Json.array(List.of("JAVA_VERSION=jdk-17.0.9+9", "PATH=/opt/java/bin")));
    Path file = Files.writeString(work.resolve("os"), "Linux");
    Layer layer =
        Layer.write(
            "the base",
            new java.util.TreeMap<>(Map.of("/etc/os", file)),
            Layer.Wrapping.COMPRESSED,
            work.resolve("base.layer"));
    Path base =
        ImageArchive.write(empty.withLayers(List.of(layer)), 5, work.resolve("b.tar")).file();

    Image image = read(pack(Map.of("baseImage", base.toString(), "startupCache", "none"), "a"));

    assertEquals(
        List.of("the base", "portolan: dependencies", "portolan: application"),
        image.layers().stream().map(Layer::history).toList());
    assertTrue(image.run().path("Env").toString().contains("PATH=/opt/java/bin"));
  }

  @Test
  void ofABaseImageInARegistryOnlyTheNameIsPacked() throws IOException {
    Artifact artifact = pack(Map.of(), "a");
    Image image = read(artifact);

    assertEquals(2, image.layers().size());
    assertTrue(image.annotation(Image.BASE_NAME).orElseThrow().contains("library/eclipse-temurin"));
    assertTrue(image.annotation(Image.BASE_DIGEST).orElseThrow().startsWith("sha256:"));
    assertTrue(
        StartupCache.read(artifact).note().contains("is in a registry"),
        StartupCache.read(artifact).note());
  }

  @Test
  void theStartupCacheIsNoPartOfTheArchive() throws IOException {
    Artifact without = pack(Map.of("baseImage", "scratch", "startupCache", "none"), "a");
    Artifact with = pack(Map.of("baseImage", "scratch"), "b");

    assertEquals(without.sha256(), with.sha256());
    assertTrue(StartupCache.read(without).layer().isEmpty());
    assertTrue(StartupCache.read(with).layer().isPresent(), StartupCache.read(with).note());
    String first = StartupCache.read(with).layer().get().diffId();
    Artifact again = pack(Map.of("baseImage", "scratch"), "b");
    assertEquals(first, StartupCache.read(again).layer().orElseThrow().diffId());
  }

  @Test
  void theCacheOfABaseThatLiesHereIsNoPartOfTheArchiveEither() throws Exception {
    Path base = ImageArchive.write(JreImage.image(work), 0, work.resolve("jre.tar")).file();
    Artifact without = pack(Map.of("baseImage", base.toString(), "startupCache", "none"), "a");
    Artifact with = pack(Map.of("baseImage", base.toString()), "b");
    Path layout = Files.createDirectories(work.resolve("layout"));
    unpack(base, layout);
    Artifact fromDirectory = pack(Map.of("baseImage", layout.toString()), "c");

    assertEquals(without.sha256(), with.sha256());
    assertEquals(without.sha256(), fromDirectory.sha256());
    StartupCache cache = StartupCache.read(with);
    assertTrue(cache.layer().isPresent(), cache.note());
    assertTrue(StartupCache.read(fromDirectory).layer().isPresent());
  }

  @Test
  void aFunctionThatDoesNotStartHereHasNoCache() throws IOException {
    Application broken =
        project.withFunctions(
            List.of(
                dev.portolan.deploy.model.FunctionSpec.of(
                    "missing",
                    "com.example.Missing",
                    "java.lang.String",
                    "java.lang.String",
                    List.of())));
    Artifact artifact =
        Packing.packager(Map.of("baseImage", "scratch")).pack(broken, work.resolve("x"));

    StartupCache cache = StartupCache.read(artifact);
    assertTrue(cache.layer().isEmpty());
    assertTrue(cache.note().contains("does not start on this machine"), cache.note());
  }

  @Test
  void theImageAnswers() throws Exception {
    Artifact artifact = pack(Map.of("baseImage", "scratch"), "a");
    Image image = read(artifact);
    StartupCache cache = StartupCache.read(artifact);
    Path root = work.resolve("root");
    for (Layer layer : image.layers()) {
      LayerFiles.unpack(layer, root);
    }
    LayerFiles.unpack(cache.layer().orElseThrow(), root);

    Path log = work.resolve("classes.log");
    String answer =
        LayerFiles.answer(
            RunSpec.withFlag(image.configuration(), cache.flag()),
            root,
            List.of("-Xlog:class+load:file=" + log),
            "/greet",
            "{\"name\":\"Ada\"}");

    assertEquals("{\"greeting\":\"Hello, Ada!\"}", answer);
    String shared =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains("dev.portolan.adapter.http.Server "))
            .findFirst()
            .orElseThrow();
    assertTrue(shared.contains("shared objects file"), shared);
  }

  @Test
  void oneImageIsForOneProcessor() {
    Application mixed =
        project.withFunctions(
            List.of(
                Projects.function("a", Trigger.Access.PUBLIC),
                Projects.function("b", Trigger.Access.PUBLIC)
                    .withSizing(Sizing.PORTABLE.withArchitecture(Architecture.ARM64))));
    ImagePackager packager = Packing.packager(Map.of());

    DeployException refused =
        assertThrows(DeployException.class, () -> packager.pack(mixed, work.resolve("x")));
    assertTrue(refused.getMessage().contains("one processor"), refused.getMessage());
    assertFalse(Files.exists(work.resolve("x/image.tar")));
  }

  private Artifact pack(Map<String, String> settings, String directory) throws IOException {
    return Packing.packager(settings).pack(project, work.resolve(directory));
  }

  private static void unpack(Path archive, Path directory) throws IOException {
    try (TarFile tar = new TarFile(archive)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(tar.getInputStream(entry), file);
      }
    }
  }

  private static Image read(Artifact artifact) throws IOException {
    return ImageReader.read(artifact.file(), Architecture.X86_64);
  }
}
