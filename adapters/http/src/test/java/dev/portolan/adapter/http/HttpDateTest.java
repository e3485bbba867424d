package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The date computed by hand is the one the JDK computes. */
final class HttpDateTest {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("'date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @Test
  void everyDayOfFourHundredYears() {
    for (long day = 0; day < 146_097; day++) {
      assertDate(day * 86_400);
    }
  }

  @Test
  void anySecond() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      assertDate(random.nextInt(Integer.MAX_VALUE));
    }
  }

  private static void assertDate(long second) {
    String line = new String(HttpDate.line(second * 1000), StandardCharsets.US_ASCII);
    assertEquals(FORMAT.format(Instant.ofEpochSecond(second)), line);
  }
}
