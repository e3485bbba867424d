package dev.portolan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads percent-encoded text strictly: decoded once, and what decodes to no UTF-8 is refused. */
final class Percent {
  private Percent() {}

  /** The names and values of a query, in order; a name without {@code =} has the empty value. */
  static Fields query(String raw) {
    if (raw.isEmpty()) {
      return Fields.NONE;
    }
    List<String> pairs = new ArrayList<>();
    int start = 0;
    while (start < raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      int equals = equalsSign(raw, start, end);
      if (end > start) {
        pairs.add(decode(raw, start, equals, true));
        pairs.add(decode(raw, Math.min(equals + 1, end), end, true));
      }
      start = end + 1;
    }
    return Fields.of(pairs);
  }

  /** Where the first {@code =} between these is; the end if there is none. */
  static int equalsSign(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) != '=') {
      at++;
    }
    return at;
  }

  /**
   * Decodes a part of a text.
   *
   * @param plusIsBlank as in a query; elsewhere a plus is a plus
   */
  static String decode(String raw, int from, int to, boolean plusIsBlank) {
    boolean plain = true;
    for (int i = from; i < to; i++) {
      char c = raw.charAt(i);
      if (c < ' ' || c == 0x7f) {
        throw new IllegalArgumentException("a control character in a path or query");
      }
      plain &= c != '%' && (c != '+' || !plusIsBlank);
    }
    String part = raw.substring(from, to);
    return plain ? part : unescape(part, plusIsBlank);
  }

  private static String unescape(String part, boolean plusIsBlank) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        if (i + 2 >= bytes.length) {
          throw new IllegalArgumentException("an incomplete percent escape");
        }
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = b == '+' && plusIsBlank ? (byte) ' ' : b;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (IOException malformed) {
      throw new IllegalArgumentException("percent escapes that are not UTF-8");
    }
  }
}
