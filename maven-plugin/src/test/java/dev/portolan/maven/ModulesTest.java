package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a command for several modules does nothing for any of them. */
class ModulesTest {
  private static Optional<String> told(int current, Boolean... declare) {
    return Modules.undeclared(List.of(declare), current, "portolan-maven-plugin");
  }

  @Test
  @DisplayName("Where no module declares the plugin, the first says so and fails")
  void nobody() {
    String told = told(0, false, false).orElseThrow();
    assertTrue(told.contains("none of these 2 modules declares the plugin"), told);
    assertTrue(told.contains("write portolan-maven-plugin into <build><plugins>"), told);
    assertEquals(Optional.empty(), told(1, false, false), "told once");
  }

  @Test
  @DisplayName("Where one does, or there is but one, nothing is amiss")
  void somebody() {
    assertEquals(Optional.empty(), told(0, false, true));
    assertEquals(Optional.empty(), told(0, false), "one project needs no declaration");
  }
}
