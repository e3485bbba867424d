package dev.portolan.deploy.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCheckTest {
  @TempDir Path directory;

  private List<String> faults(Path archive) throws IOException {
    return ArchiveCheck.problems(archive).stream().map(problem -> problem.what()).toList();
  }

  @Test
  @DisplayName("An ordinary jar is fine, META-INF/LICENSE beside META-INF/license/ included")
  void ordinary() throws Exception {
    Path jar =
        Archives.zip(
            directory.resolve("a.jar"), "META-INF/", "META-INF/LICENSE", "META-INF/license/x", "A");
    assertEquals(List.of(), faults(jar));
  }

  @Test
  @DisplayName("Entries that lead out of the archive are refused")
  void slip() throws Exception {
    Path jar = Archives.zip(directory.resolve("a.jar"), "../../x", "/abs", "D:/x", "a\\b");
    assertEquals(
        List.of(
            "entry '../../x' leads out of the archive",
            "entry '/abs' is absolute",
            "entry 'D:/x' is absolute",
            "entry 'a\\b' has a backslash"),
        faults(jar));
  }

  @Test
  @DisplayName("One entry twice is refused: readers differ in which they take")
  void twice() throws Exception {
    Path jar = Archives.zip(directory.resolve("a.jar"), "A.class", "B.class");
    Archives.replace(jar, "B.class", "A.class");
    assertEquals(List.of("entry 'A.class' is there twice"), faults(jar));
  }

  @Test
  @DisplayName("An archive that unpacks to many times its size is refused")
  void bomb() throws Exception {
    Path jar = Archives.zeros(directory.resolve("a.jar"), 65L << 20);
    assertEquals(1, faults(jar).size());
    assertTrue(faults(jar).get(0).matches("unpacks to \\d+ times its size"), faults(jar).get(0));
  }

  @Test
  @DisplayName("Too many entries are refused")
  void entries() throws Exception {
    String[] names = new String[65_536];
    for (int i = 0; i < names.length; i++) {
      names[i] = Integer.toString(i);
    }
    Path jar = Archives.zip(directory.resolve("a.jar"), names);
    assertEquals(List.of("has 65536 entries, more than 65535"), faults(jar));
  }

  @Test
  @DisplayName("What is no archive, or not there, is a problem and not a crash")
  void broken() throws Exception {
    Path text = Files.writeString(directory.resolve("a.jar"), "text");
    assertTrue(faults(text).get(0).startsWith("is no readable archive"), faults(text).get(0));
    assertEquals(List.of("is not there"), faults(directory.resolve("none.jar")));
  }

  @Test
  @DisplayName("A signed jar that was changed since is refused, an intact one is not")
  void signed() throws Exception {
    Path jar = Signed.jar(directory);
    assertEquals(List.of(), faults(jar));
    Path changed = Signed.withChangedEntry(jar, directory.resolve("changed.jar"));
    assertEquals(1, faults(changed).size());
    assertTrue(faults(changed).get(0).startsWith("bears a signature that does not hold"));
  }
}
