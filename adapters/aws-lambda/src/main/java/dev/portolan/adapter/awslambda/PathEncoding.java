package dev.portolan.adapter.awslambda;

import java.nio.charset.StandardCharsets;

/** Percent-encodes a path that was decoded, or an object's key. */
final class PathEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PathEncoding() {}

  static String encode(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!isPlain(path.charAt(i))) {
        return escape(path, false);
      }
    }
    return path;
  }

  /**
   * A key as S3 signs it: "URI encode every byte except the unreserved characters: 'A'-'Z',
   * 'a'-'z', '0'-'9', '-', '.', '_', and '~'", and the slash.
   *
   * <p>https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
   */
  static String ofKey(String key) {
    return escape(key, true);
  }

  private static String escape(String path, boolean reserved) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && (reserved ? isUnreserved((char) b) || b == '/' : isPlain((char) b))) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      }
    }
    return encoded.toString();
  }

  /** Whether RFC 3986 lets this stand in a path as it is. */
  private static boolean isPlain(char c) {
    return isUnreserved(c) || "!$&'()*+,;=:@/".indexOf(c) >= 0;
  }

  private static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~".indexOf(c) >= 0;
  }
}
