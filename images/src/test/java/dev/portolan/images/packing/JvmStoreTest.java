package dev.portolan.images.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.images.JreImage;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base image's JVM is unpacked once, whole, and again when it was damaged. */
final class JvmStoreTest {
  private static final String HOME = JreImage.HOME + "/";

  @TempDir Path work;
  private final AtomicInteger reads = new AtomicInteger();
  private JvmStore store;
  private Layer layer;

  @BeforeEach
  void image() throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "images' JVMs are for Linux");
    store = new JvmStore(work.resolve("jvms"));
    Layer made =
        JreImage.Tar.open(work.resolve("layer"))
            .file(HOME + "release", "JAVA_VERSION=\"17.0.1\"\n")
            .file(HOME + "lib/server/libjvm.so", "a machine")
            .file(HOME + "bin/java", "#!/bin/sh\n")
            .close();
    Blob blob = made.blob();
    layer =
        new Layer(
            new Blob(
                blob.digest(),
                blob.size(),
                () -> {
                  reads.incrementAndGet();
                  return blob.source().open();
                }),
            made.mediaType(),
            made.diffId(),
            made.history());
  }

  @Test
  void theSecondTimeNothingIsRead() throws Exception {
    LocalJvm first = store.get(JreImage.of(layer, architecture()));
    LocalJvm second = store.get(JreImage.of(layer, architecture()));

    assertEquals(first, second);
    assertEquals(17, first.release());
    assertEquals(1, reads.get());
    assertEquals(1, entries().size(), entries().toString());
  }

  @Test
  void whatAnotherProcessPutThereMeanwhileIsItsOwn() throws Exception {
    List<Object> theirs = new ArrayList<>();
    Layer slow =
        with(
            () -> {
              theirs.add(file(given(layer)));
              return layer.blob().source().open();
            });

    assertEquals(theirs, List.of(file(given(slow))));
    assertEquals(1, entries().size(), entries().toString());
  }

  @Test
  void aDamagedOneIsMadeAnew() throws Exception {
    Path program = store.get(JreImage.of(layer, architecture())).program();
    Files.writeString(program, "rm -rf /");

    store.get(JreImage.of(layer, architecture()));
    assertEquals("#!/bin/sh\n", Files.readString(program));
    Files.delete(program);
    store.get(JreImage.of(layer, architecture()));
    assertTrue(Files.isExecutable(program));
    assertEquals(3, reads.get());
  }

  @Test
  void oneThatBreaksOffLeavesNothing() {
    Layer broken =
        with(
            () -> {
              throw new IOException("the line is cut");
            });
    assertThrows(IOException.class, () -> store.get(JreImage.of(broken, architecture())));
    assertEquals(List.of(), entries());
  }

  @Test
  void theJvmOfAnotherProcessorIsNotEvenRead() {
    String other = architecture().equals("amd64") ? "arm64" : "amd64";

    TrainingException refused =
        assertThrows(TrainingException.class, () -> store.get(JreImage.of(layer, other)));
    assertEquals(
        "the image's JVM is for linux/" + other + ", this machine is not", refused.getMessage());
    assertEquals(0, reads.get());
  }

  @Test
  void aHomeThatLeadsElsewhereIsNone() {
    for (String home : List.of("/", "/../..", "/opt/../../etc", "opt")) {
      Image image = JreImage.of(layer, architecture());
      var changed = image.configuration();
      ((com.fasterxml.jackson.databind.node.ObjectNode) changed.path("config"))
          .putArray("Env")
          .add("JAVA_HOME=" + home);
      assertThrows(
          TrainingException.class, () -> store.get(image.withConfiguration(changed)), home);
    }
  }

  @Test
  void itLiesWhereProgramsKeepWhatTheyCanHaveAgain() {
    assertEquals(
        Path.of("/caches/portolan/jvm"),
        JvmStore.of(Map.of("XDG_CACHE_HOME", "/caches", "HOME", "/home/ada")).directory());
    assertEquals(
        Path.of("/home/ada/.cache/portolan/jvm"),
        JvmStore.of(Map.of("XDG_CACHE_HOME", "caches", "HOME", "/home/ada")).directory());
  }

  private Path given(Layer one) throws IOException {
    try {
      return store.get(JreImage.of(one, architecture())).program();
    } catch (TrainingException e) {
      throw new IOException(e);
    }
  }

  /** Which file it is, whatever its name. */
  private static Object file(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private Layer with(Blob.Source source) {
    Blob blob = layer.blob();
    return new Layer(
        new Blob(blob.digest(), blob.size(), source),
        layer.mediaType(),
        layer.diffId(),
        layer.history());
  }

  private List<Path> entries() {
    try (Stream<Path> all = Files.list(store.directory())) {
      return all.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("amd64") ? "amd64" : "arm64";
  }
}
