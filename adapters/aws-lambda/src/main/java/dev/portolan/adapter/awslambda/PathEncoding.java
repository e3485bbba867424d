package dev.portolan.adapter.awslambda;

import dev.portolan.runtime.PercentEncoding;

/** Percent-encodes a path that was decoded, or an object's key. */
final class PathEncoding {
  private static final String UNRESERVED = "-._~";

  /** What RFC 3986 lets stand in a path as it is. */
  private static final String PLAIN = UNRESERVED + "!$&'()*+,;=:@/";

  private PathEncoding() {}

  static String encode(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!PercentEncoding.isPlain(path.charAt(i), PLAIN)) {
        return PercentEncoding.encode(path, PLAIN);
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
    return PercentEncoding.encode(key, UNRESERVED + "/");
  }
}
