package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KnownTiesTest {
  private static final Problem ONE =
      Problem.of("provider 'one'", "cannot be fetched", "run it without -o");
  private static final Problem TWO =
      Problem.of("provider 'two'", "cannot be fetched", "run it without -o");

  private final KnownTies known =
      new KnownTies(List.of(), new TreeMap<>(Map.of("one", ONE, "two", TWO)));

  @Test
  @DisplayName("A target that cannot be fetched is a problem with its reason, another a warning")
  void targets() {
    assertEquals(List.of(ONE), known.problems(List.of("one")));
    assertEquals(List.of(TWO), known.warnings(List.of("one")));
  }

  @Test
  @DisplayName("Where no target is named all are")
  void all() {
    assertEquals(List.of(ONE, TWO), known.problems(List.of()));
    assertEquals(List.of(), known.warnings(List.of()));
  }
}
