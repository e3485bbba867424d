package dev.portolan.adapter.awslambda;

import java.nio.charset.StandardCharsets;

/** Percent-encodes a path that was decoded. */
final class PathEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PathEncoding() {}

  static String encode(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!isPlain(path.charAt(i))) {
        return escape(path);
      }
    }
    return path;
  }

  private static String escape(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && isPlain((char) b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      }
    }
    return encoded.toString();
  }

  /** Whether RFC 3986 lets this stand in a path as it is. */
  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '/' && c <= '9'
        || "-._~!$&'()*+,;=:@".indexOf(c) >= 0;
  }
}
