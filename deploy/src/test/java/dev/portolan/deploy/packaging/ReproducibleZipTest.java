package dev.portolan.deploy.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class ReproducibleZipTest {
  /** What any machine gets for {@link #write}; a change of it is a new upload for every user. */
  private static final String DIGEST =
      "529bc6a367fffd394c8836d59a96d2b625c547c93ef0d468b03cec1038c0b600";

  @TempDir Path directory;

  private static Artifact write(Path file) throws IOException {
    Path of = Files.writeString(file.resolveSibling("content"), "from a file");
    return ReproducibleZip.create()
        .add("lib/z.txt", of)
        .add("a.txt", bytes("first letter"))
        .add("lib/äöü.txt", bytes(""))
        .add("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\r\n\r\n"))
        .write(file);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  @DisplayName("One digest in every time zone, locale and directory, on every Java platform")
  void oneDigest() throws Exception {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      for (String id : List.of("UTC", "America/New_York", "Asia/Tokyo", "Pacific/Apia")) {
        for (String language : List.of("en-US", "tr-TR", "ar-EG", "th-TH-u-nu-thai")) {
          TimeZone.setDefault(TimeZone.getTimeZone(id));
          Locale.setDefault(Locale.forLanguageTag(language));
          Path nested = Files.createDirectories(directory.resolve(id + "/" + language));
          assertEquals(DIGEST, write(nested.resolve("x.zip")).sha256(), id + " " + language);
        }
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  @DisplayName("Readable as zip and as jar: manifest first, the rest sorted, contents intact")
  void readable() throws Exception {
    Path file = directory.resolve("x.zip");
    Artifact artifact = write(file);
    assertEquals(Files.size(file), artifact.bytes());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(
          List.of("META-INF/MANIFEST.MF", "a.txt", "lib/z.txt", "lib/äöü.txt"),
          zip.stream().map(ZipEntry::getName).toList());
      long unpacked = zip.stream().mapToLong(ZipEntry::getSize).sum();
      assertEquals(unpacked, artifact.unpackedBytes());
      assertArrayEquals(
          bytes("from a file"), zip.getInputStream(zip.getEntry("lib/z.txt")).readAllBytes());
    }
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(file))) {
      assertEquals("1.0", jar.getManifest().getMainAttributes().getValue("Manifest-Version"));
    }
  }

  @Test
  @DisplayName("Unpacked on Unix, files are readable by all and writable by their owner")
  void modes() throws Exception {
    Path file = directory.resolve("x.zip");
    write(file);
    try (var zips =
        java.nio.file.FileSystems.newFileSystem(
            file, java.util.Map.of("enablePosixFileAttributes", "true"))) {
      assertEquals(
          "rw-r--r--",
          java.nio.file.attribute.PosixFilePermissions.toString(
              Files.getPosixFilePermissions(zips.getPath("a.txt"))));
    }
  }

  @Test
  @DisplayName("Unsafe and doubled names are refused")
  void names() {
    for (String name : List.of("", "/etc/passwd", "../x", "a/../b", "C:/x", "a\\b", "a\nb")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ReproducibleZip.create().add(name, new byte[0]),
          name);
    }
    ReproducibleZip zip = ReproducibleZip.create().add("lib/A.jar", new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> zip.add("lib/a.jar", new byte[0]));
  }

  @Test
  @DisplayName("What cannot be finished leaves nothing behind, and what was there stays")
  void wholeOrNot() throws Exception {
    Path file = Files.writeString(directory.resolve("x.zip"), "before");
    ReproducibleZip zip = ReproducibleZip.create().add("a", directory.resolve("missing"));
    assertThrows(IOException.class, () -> zip.write(file));
    assertEquals("before", Files.readString(file));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  @DisplayName("Loads no compressor: every entry is stored")
  void stored() throws Exception {
    Path file = directory.resolve("x.zip");
    write(file);
    try (JarFile jar = new JarFile(file.toFile())) {
      assertTrue(jar.stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED));
      assertFalse(jar.stream().anyMatch(entry -> entry.getExtra() != null));
    }
  }
}
