package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.deploy.model.DeployException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SinceTest {
  @ParameterizedTest
  @CsvSource({"30s, PT30S", "10m, PT10M", "2h, PT2H", "1d, PT24H", "0s, PT0S"})
  void readsALengthOfTime(String text, Duration length) {
    assertEquals(length, Since.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "m", "-1m", "10 m", "1w", "9999999d", "PT1M"})
  void refusesAnythingElse(String text) {
    assertThrows(DeployException.class, () -> Since.parse(text));
  }
}
