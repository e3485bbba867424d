package dev.portolan.deploy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> KNOWN = List.of("memory", "timeout", "architecture", "aws");

  @ParameterizedTest
  @CsvSource({
    "memroy, memory",
    "memor, memory",
    "memoryy, memory",
    "TIMEOUT, timeout",
    "time-out, timeout",
    "arquitecture, architecture",
    "asw, aws",
    "aws, aws"
  })
  void whatWasMeant(String written, String meant) {
    assertEquals(Optional.of(meant), Nearest.of(written, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"gcp", "m", "x", "memory-of-an-elephant"})
  void nothingIsClose(String written) {
    assertEquals(Optional.empty(), Nearest.of(written, KNOWN));
    assertEquals("known: memory, timeout, architecture, aws", Nearest.hint(written, KNOWN));
  }

  @Test
  void equallyCloseNamesGiveTheFirstInOrder() {
    assertEquals(Optional.of("bat"), Nearest.of("xat", List.of("cat", "bat")));
  }
}
