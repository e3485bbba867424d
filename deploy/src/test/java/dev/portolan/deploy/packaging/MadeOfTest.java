package dev.portolan.deploy.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeOfTest {
  @TempDir private Path work;
  private final MadeOf<String> made = new MadeOf<>();
  private final AtomicInteger times = new AtomicInteger();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(work.resolve("file"), "one");
  }

  private String get(String beside) throws IOException {
    return made.get(
        file,
        beside,
        text -> true,
        () -> Files.readString(file) + " " + beside + " " + times.incrementAndGet());
  }

  @Test
  @DisplayName("Of a file that stays as it is, a thing is made once, and one for all it depends on")
  void once() throws IOException {
    assertEquals("one a 1", get("a"));
    assertEquals("one a 1", get("a"));
    assertEquals("one b 2", get("b"));
    assertEquals("one a 1", get("a"));
  }

  @Test
  @DisplayName("Of a file that was replaced by one of its size and its time, it is made anew")
  void replaced() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    assertEquals("one a 1", get("a"));
    Path other = Files.writeString(work.resolve("other"), "two");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("two a 2", get("a"));
  }

  @Test
  @DisplayName("Of a file that was written over, it is made anew: by its size or by its time")
  void written() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    assertEquals("one a 1", get("a"));
    Files.writeString(file, "three");
    Files.setLastModifiedTime(file, time);
    assertEquals("three a 2", get("a"));
    Files.writeString(file, "seven");
    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
    assertEquals("seven a 3", get("a"));
  }

  @Test
  @DisplayName("What is no longer good is made anew")
  void bad() throws IOException {
    assertEquals("one a 1", get("a"));
    assertEquals("new", made.get(file, "a", text -> false, () -> "new"));
    assertEquals("new", get("a"));
  }

  @Test
  @DisplayName("What changed while it was read is not kept, nor is what could not be made")
  void notKept() throws IOException {
    assertEquals(
        "torn",
        made.get(
            file,
            "a",
            text -> true,
            () -> {
              Files.writeString(file, "longer");
              return "torn";
            }));
    assertEquals("longer a 1", get("a"));
    assertThrows(
        IOException.class,
        () ->
            made.get(
                file,
                "b",
                text -> true,
                () -> {
                  throw new IOException("torn");
                }));
    assertEquals("longer b 2", get("b"));
  }

  @Test
  @DisplayName("Of a directory it is made each time: what lies in it does not show")
  void directory() throws IOException {
    file = Files.createDirectory(work.resolve("directory"));
    String one = made.get(file, "a", text -> true, () -> "one");
    assertEquals("one", one);
    assertEquals("two", made.get(file, "a", text -> true, () -> "two"));
  }

  @Test
  @DisplayName("Only those asked for last are kept")
  void few() throws IOException {
    assertEquals("one a 1", get("a"));
    for (int i = 0; i < 15; i++) {
      get("other " + i);
    }
    assertEquals("one a 1", get("a"), "just asked for again");
    for (int i = 0; i < 16; i++) {
      get("more " + i);
    }
    assertEquals("one a 33", get("a"), "made anew");
  }
}
