package dev.portolan.sandbox.images.pod;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image, read as container tools do.
 *
 * @param registry host and port
 * @param reference digest where there is one, else tag
 */
public record ImageReference(String registry, String repository, String reference) {
  private static final Pattern TAIL =
      Pattern.compile("(.+?)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

  public static ImageReference from(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    Matcher match = TAIL.matcher(host ? image.substring(slash + 1) : image);
    if (!match.matches()) {
      throw new IllegalArgumentException(image);
    }
    String tag = match.group(2) == null ? "latest" : match.group(2);
    return new ImageReference(
        host ? first : "index.docker.io",
        match.group(1),
        match.group(3) == null ? tag : match.group(3));
  }

  public boolean byDigest() {
    return reference.startsWith("sha256:");
  }

  /** Registry, repository and this digest. */
  public String at(String digest) {
    return registry + "/" + repository + "@" + digest;
  }
}
