package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChildProcessTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  @TempDir Path directory;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Test
  void tellsAllLinesAndTheExitValue() throws Exception {
    try (ChildProcess child =
        ChildProcess.start(List.of(JAVA, "-version"), directory, Map.of(), lines::add)) {
      assertEquals(0, child.exit().get());
      assertEquals(3, lines.size(), lines.toString());
    }
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    Path source = directory.resolve("Hang.java");
    java.nio.file.Files.writeString(
        source,
        "class Hang { public static void main(String[] a) { var out = System.out; out.println(System.getenv());"
            + " out.flush(); while (true) { Thread.onSpinWait(); } } }");
    ChildProcess child =
        ChildProcess.start(
            List.of(JAVA, source.toString()), directory, Map.of("ONLY", "this"), lines::add);
    while (lines.isEmpty()) {
      Thread.onSpinWait();
    }
    child.close();
    assertNotEquals(0, child.exit().get());
    assertEquals(List.of("{ONLY=this}"), lines);
  }
}
