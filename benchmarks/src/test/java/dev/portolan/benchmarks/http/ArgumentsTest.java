package dev.portolan.benchmarks.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a benchmark does what it was told, or nothing")
final class ArgumentsTest {
  @Test
  @DisplayName("what is not given is as usual")
  void reads() {
    Arguments given = Arguments.of(new String[] {"rounds=3", "java=/a=b/java"}, "rounds", "java");
    assertEquals(3, given.number("rounds", 21));
    assertEquals(21, given.number("seed", 21));
    assertEquals(Path.of("/a=b/java"), given.java());
  }

  @Test
  @DisplayName("an unknown word is refused")
  void refuses() {
    assertThrows(
        IllegalArgumentException.class, () -> Arguments.of(new String[] {"round=3"}, "rounds"));
    assertThrows(
        IllegalArgumentException.class, () -> Arguments.of(new String[] {"rounds"}, "rounds"));
  }
}
