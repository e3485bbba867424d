package dev.portolan.deploy.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.FunctionSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortolanJarTest {
  @TempDir Path directory;

  @Test
  @DisplayName("Holds the descriptor, and a class path of any length that Java reads back whole")
  void holds() throws Exception {
    List<FunctionSpec> functions = List.of(FunctionSpec.of("f", "a.F", "x", "y", List.of()));
    List<String> names = IntStream.range(0, 90).mapToObj(i -> "lib/library-" + i + ".jar").toList();
    Path file = PortolanJar.write(functions, names, directory).file();
    assertEquals(directory.resolve("portolan.jar"), file);
    try (JarFile jar = new JarFile(file.toFile())) {
      assertEquals(
          String.join(" ", names), jar.getManifest().getMainAttributes().getValue("Class-Path"));
      byte[] descriptor = jar.getInputStream(jar.getEntry(Descriptor.PATH)).readAllBytes();
      assertEquals(Descriptor.json(functions), new String(descriptor, StandardCharsets.UTF_8));
    }
  }
}
