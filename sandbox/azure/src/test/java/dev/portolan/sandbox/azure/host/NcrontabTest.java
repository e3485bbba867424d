package dev.portolan.sandbox.azure.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When timers fire. */
class NcrontabTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * *        | 2026-01-01T00:00:07Z | true",
        "0 */5 * * * *      | 2026-01-01T00:05:00Z | true",
        "0 */5 * * * *      | 2026-01-01T00:05:01Z | false",
        "0 30 9-17 * * 1-5  | 2026-01-02T17:30:00Z | true",
        "0 30 9-17 * * 1-5  | 2026-01-03T17:30:00Z | false",
        "0 0 0 1,15 JAN *   | 2026-01-15T00:00:00Z | true",
        "0 0 0 * * Sun      | 2026-01-04T00:00:00Z | true",
        "0 10/20 * * * *    | 2026-01-04T00:50:00Z | true"
      })
  @DisplayName("It fires in the seconds that all six fields hold")
  void fires(String text, Instant second, boolean expected) {
    assertEquals(expected, Ncrontab.of(text).matches(second));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * *",
        "* * * * * * *",
        "0:05",
        "60 * * * * *",
        "0 0 0 * * 7",
        "0 5-1 * * * *",
        "a * * * * *"
      })
  @DisplayName("What is none is refused")
  void refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ncrontab.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * *     | 2026-01-01T00:00:07.5Z | 2026-01-01T00:00:08Z",
        "30 2 * * *      | 2026-01-01T02:30:00Z   | 2026-01-02T02:30:00Z",
        "0 */5 9-17 1 1 *| 2026-01-01T17:55:00Z   | 2027-01-01T09:00:00Z",
        "0 0 0 29 2 *    | 2026-01-01T00:00:00Z   | 2028-02-29T00:00:00Z",
        "59 59 23 * * 0  | 2026-01-01T00:00:00Z   | 2026-01-04T23:59:59Z"
      })
  @DisplayName("The next time is the first behind another")
  void next(String text, Instant after, Instant expected) {
    assertEquals(Optional.of(expected), Ncrontab.of(text).next(after));
  }

  @Test
  @DisplayName("A day that never comes never comes")
  void never() {
    assertEquals(
        Optional.empty(), Ncrontab.of("0 0 0 30 2 *").next(Instant.parse("2026-01-01T00:00:00Z")));
  }
}
