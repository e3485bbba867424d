package dev.portolan.deploy.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytecodeLevelTest {
  @TempDir Path directory;

  private static byte[] classFile(int major) {
    return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) major};
  }

  @Test
  @DisplayName("The newest class counts, in jars within the zip too, and is named")
  void newest() throws Exception {
    Path inner =
        ReproducibleZip.create()
            .add("a/New.class", classFile(69))
            .add("META-INF/versions/27/a/New.class", classFile(71))
            .add("module-info.class", classFile(71))
            .write(directory.resolve("inner.jar"))
            .file();
    Path zip =
        ReproducibleZip.create()
            .add("b/Old.class", classFile(52))
            .add("b/NoClass.class", new byte[] {1, 2})
            .add("lib/inner.jar", inner)
            .write(directory.resolve("f.zip"))
            .file();
    assertEquals(
        Optional.of(new BytecodeLevel(69, "a.New", "f.zip!/lib/inner.jar!/a/New.class")),
        BytecodeLevel.newest(zip));
    assertEquals(25, BytecodeLevel.newest(zip).get().release());
  }

  @Test
  @DisplayName("An archive without classes has no level")
  void none() throws Exception {
    assertEquals(
        Optional.empty(), BytecodeLevel.newest(Archives.zip(directory.resolve("a.jar"), "x.txt")));
  }
}
