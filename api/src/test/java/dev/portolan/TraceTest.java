package dev.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class TraceTest {
  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void readsItsParts() {
    Trace trace = new Trace(VALID, "");
    assertEquals("0af7651916cd43dd8448eb211c80319c", trace.traceId());
    assertEquals("b7ad6b7169203331", trace.parentId());
    assertTrue(trace.sampled());
    assertFalse(new Trace(VALID.replace("-01", "-02"), "").sampled());
  }

  @Test
  void refusesWhatTheStandardDoes() {
    for (String text :
        List.of(
            "",
            VALID + "0",
            VALID.replace("00-", "01-"),
            VALID.toUpperCase(Locale.ROOT),
            VALID.replace("0af7651916cd43dd8448eb211c80319c", "0".repeat(32)),
            VALID.replace("b7ad6b7169203331", "0".repeat(16)),
            VALID.replace('-', '_'),
            VALID.replace("-01", "-0g"))) {
      assertFalse(Trace.isValid(text), text);
      assertThrows(IllegalArgumentException.class, () -> new Trace(text, ""), text);
    }
    assertFalse(Trace.isValid(null));
  }
}
