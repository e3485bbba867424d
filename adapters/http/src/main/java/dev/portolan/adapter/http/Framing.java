package dev.portolan.adapter.http;

import java.util.Locale;

/**
 * How long the body of a request is, by the rules of RFC 9112, section 6, without their leniencies.
 *
 * <p>A front end that reads a length otherwise than we do would let one caller put words into the
 * next one's mouth. So two lengths, equal or not, are refused, and so is every coding but one
 * {@code chunked}.
 */
final class Framing {
  /** A body in chunks, whose length nobody knows yet. */
  static final long CHUNKED = -1;

  private Framing() {}

  /** The length in bytes, 0 where there is no body, or {@link #CHUNKED}. */
  static long length(RequestHead head) throws Refusal {
    String coding = head.single("transfer-encoding");
    String length = head.single("content-length");
    if (coding == null) {
      return length == null ? 0 : number(length);
    }
    if (length != null) {
      throw Refusal.malformed("Both Content-Length and Transfer-Encoding came.");
    }
    if (head.old) {
      throw Refusal.malformed("HTTP/1.0 knows no Transfer-Encoding.");
    }
    if (coding.equalsIgnoreCase("chunked")) {
      return CHUNKED;
    }
    int last = coding.lastIndexOf(',');
    boolean chunkedLast = coding.substring(last + 1).trim().equalsIgnoreCase("chunked");
    boolean chunkedBefore =
        last >= 0 && coding.substring(0, last).toLowerCase(Locale.ROOT).contains("chunked");
    throw chunkedLast && !chunkedBefore
        ? new Refusal(501, "transfer-coding", "Of transfer codings only chunked is known here.")
        : Refusal.malformed("The last transfer coding is not chunked, or chunked came twice.");
  }

  private static long number(String digits) throws Refusal {
    boolean valid = !digits.isEmpty() && digits.length() <= 18;
    long number = 0;
    for (int i = 0; valid && i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      valid = digit >= 0 && digit <= 9;
      number = number * 10 + digit;
    }
    if (!valid) {
      throw Refusal.malformed("Content-Length is no number.");
    }
    return number;
  }

  /** Refuses a request that does not say, once and clearly, which host it is for. */
  static void requireHost(RequestHead head) throws Refusal {
    String host = head.single("host");
    if (host == null && head.old) {
      return;
    }
    boolean valid = host != null && !host.isEmpty();
    for (int i = 0; valid && i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letterOrDigit =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
      valid = letterOrDigit || ".:[]_~!$&'()*+;=%".indexOf(c) >= 0;
    }
    if (!valid) {
      throw Refusal.malformed("Header Host is missing or names no host.");
    }
  }
}
