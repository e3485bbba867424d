package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFoldersTest {
  @TempDir Path directory;

  private static byte[] zip(String name, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[size]);
    }
    return bytes.toByteArray();
  }

  private ArchiveFolders folders() {
    return new ArchiveFolders(directory.resolve("code"), 1000);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("code"))) {
      return files.toList();
    }
  }

  @Test
  void unpacksOnce() throws IOException {
    byte[] zip = zip("lib/a.jar", 1000);
    Path folder = folders().folder("d", () -> zip);
    assertEquals(1000, Files.size(folder.resolve("lib/a.jar")));
    assertEquals(
        folder,
        folders()
            .folder(
                "d",
                () -> {
                  throw new AssertionError("unpacked again");
                }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "/etc/out", "a/../../out", "a\\..\\out", "C:/out", "a\0b"})
  void refusesNamesThatLeadOut(String name) throws IOException {
    byte[] zip = zip(name, 1);
    assertThrows(ZipException.class, () -> folders().folder("d", () -> zip));
    assertEquals(List.of(), left());
  }

  @Test
  void refusesMoreThanItMayHold() throws IOException {
    byte[] zip = zip("a", 1001);
    assertThrows(ZipException.class, () -> folders().folder("d", () -> zip));
    assertEquals(List.of(), left());
  }
}
