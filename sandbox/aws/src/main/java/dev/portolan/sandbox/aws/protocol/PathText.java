package dev.portolan.sandbox.aws.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Text of a path, where a plus sign is a plus sign. */
public final class PathText {
  private PathText() {}

  public static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
