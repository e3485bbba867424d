package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.runtime.StartException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment says what an invocation may take. */
final class LimitsTest {
  @Test
  void theDeployersTimeThenThePlatforms() {
    assertEquals(300_000, Limits.from(Map.of()).timeoutMillis());
    Map<String, String> platform = Map.of("CLOUD_RUN_TIMEOUT_SECONDS", "60");
    assertEquals(60_000, Limits.from(platform).timeoutMillis());
    assertEquals(59_500, Limits.from(platform).handlerMillis());
    Map<String, String> both =
        Map.of("CLOUD_RUN_TIMEOUT_SECONDS", "60", "PORTOLAN_TIMEOUT_MILLIS", "1000");
    assertEquals(1_000, Limits.from(both).timeoutMillis());
    assertEquals(900, Limits.from(both).handlerMillis());
  }

  @Test
  void whatIsNoNumberIsNamed() {
    StartException refused =
        assertThrows(
            StartException.class,
            () ->
                Limits.from(
                    Map.of("CLOUD_RUN_TIMEOUT_SECONDS", "soon", "PORTOLAN_BODY_LIMIT", "-1")));
    assertEquals(
        "CLOUD_RUN_TIMEOUT_SECONDS must be a whole number from 1 to 86400."
            + " PORTOLAN_BODY_LIMIT must be a whole number from 0 to 1073741824.",
        refused.getMessage());
  }
}
