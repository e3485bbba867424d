package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;

/** Times as AWS counts them, as CloudEvents write them. */
final class Times {
  private Times() {}

  /** Of milliseconds since 1970, as a number or as its text; {@code null} of {@code null}. */
  static String ofMillis(Object millis) {
    return millis == null ? null : of(number(millis).movePointLeft(3));
  }

  /** Of seconds since 1970, which may have a fraction; {@code null} of {@code null}. */
  static String ofSeconds(Object seconds) {
    return seconds == null ? null : of(number(seconds));
  }

  private static BigDecimal number(Object number) {
    try {
      BigDecimal exact = new BigDecimal(number.toString());
      if (Math.abs(exact.scale()) < 100 && exact.precision() < 100) {
        return exact;
      }
    } catch (NumberFormatException none) {
      // told below
    }
    throw new CodecException("Expected a time");
  }

  private static String of(BigDecimal seconds) {
    BigDecimal nanos = seconds.movePointRight(9);
    try {
      long whole = seconds.toBigInteger().longValueExact();
      long rest = nanos.toBigInteger().mod(BigDecimal.TEN.pow(9).toBigInteger()).longValueExact();
      return Instant.ofEpochSecond(whole, rest).toString();
    } catch (DateTimeException | ArithmeticException outside) {
      throw new CodecException("Expected a time");
    }
  }
}
