package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.runtime.StartException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment says what the server does; all that is wrong with it is said at once. */
final class SettingsTest {

  @Test
  void withoutAWordItServesAsAPlatformExpects() {
    Settings settings = Settings.from(Map.of(), null);
    assertNull(settings.address());
    assertEquals(8080, settings.port());
    assertEquals(200, settings.concurrency());
    assertEquals(300_000, settings.timeoutMillis());
    assertEquals(299_500, settings.handlerMillis());
    assertEquals(300_000, settings.drainMillis());
    assertNull(settings.virtualThreads());
    assertEquals(false, settings.direct());
  }

  @Test
  void theTimeToEndIsThatOfARequest() {
    Settings settings = Settings.from(Map.of("PORTOLAN_TIMEOUT_MILLIS", "1000"), null);
    assertEquals(900, settings.handlerMillis());
    assertEquals(1000, settings.drainMillis());
    assertEquals(
        8000,
        Settings.from(
                Map.of("PORTOLAN_TIMEOUT_MILLIS", "60000", "PORTOLAN_DRAIN_MILLIS", "8000"), null)
            .drainMillis());
  }

  @Test
  void everyProblemIsNamed() {
    StartException failure =
        assertThrows(
            StartException.class,
            () ->
                Settings.from(
                    Map.of(
                        "PORT", "65536",
                        "PORTOLAN_CONCURRENCY", "-1",
                        "PORTOLAN_TIMEOUT_MILLIS", "1e3",
                        "PORTOLAN_DRAIN_MILLIS", "soon",
                        "PORTOLAN_BODY_LIMIT", "99999999999",
                        "PORTOLAN_THREADS", "green"),
                    null));
    assertEquals(
        "PORTOLAN_TIMEOUT_MILLIS must be a whole number from 1 to 86400000."
            + " PORT must be a whole number from 0 to 65535."
            + " PORTOLAN_CONCURRENCY must be a whole number from 1 to 10000."
            + " PORTOLAN_DRAIN_MILLIS must be a whole number from 0 to 86400000."
            + " PORTOLAN_BODY_LIMIT must be a whole number from 0 to 1073741824."
            + " PORTOLAN_THREADS must be virtual or platform.",
        failure.getMessage());
  }
}
