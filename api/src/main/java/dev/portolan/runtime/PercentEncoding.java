package dev.portolan.runtime;

import java.nio.charset.StandardCharsets;

/** Percent-encodes text, byte by byte of its UTF-8. */
public final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /**
   * The text with all encoded but letters and digits of ASCII, and these.
   *
   * @param plain further characters of ASCII that stay as they are
   */
  public static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each >= 0 && isPlain((char) each, plain)) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
      }
    }
    return encoded.toString();
  }

  /** Whether this stays as it is. */
  public static boolean isPlain(char c, String plain) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || plain.indexOf(c) >= 0;
  }
}
