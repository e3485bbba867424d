package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a stranger wrote makes no second line in a log. */
final class OneLineTest {

  @Test
  void whatEndsALineIsWrittenOut() {
    assertEquals("a\\u000d\\u000ab\\u0085\\u2028\\u001b", OneLine.of("a\r\nb\u0085\u2028\u001b"));
    assertEquals("grüße", OneLine.of("grüße"));
    assertEquals("null", OneLine.of(null));
  }

  @Test
  void aLongOneIsCut() {
    assertEquals("x".repeat(300), OneLine.of("x".repeat(300)));
    assertEquals("x".repeat(300) + "...", OneLine.of("x".repeat(301)));
  }
}
