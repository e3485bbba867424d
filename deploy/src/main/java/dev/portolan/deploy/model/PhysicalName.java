package dev.portolan.deploy.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names what a function is called in the cloud: {@code <artifactId>-<stage>-<function>}, the same
 * in every run. A name longer than the cloud's limit is cut and ends in eight hex digits of the
 * whole name's hash, so that two names cut alike stay apart.
 */
public final class PhysicalName {
  private static final int HASH_DIGITS = 8;

  private PhysicalName() {}

  /** The name of one function's resources. */
  public static String of(Owner owner, String function, int maxLength) {
    return shorten(shared(owner, Integer.MAX_VALUE) + "-" + function, maxLength);
  }

  /** The name of what the functions of a project share. */
  public static String shared(Owner owner, int maxLength) {
    return shorten(owner.artifactId() + "-" + owner.stage(), maxLength);
  }

  /** Cuts a name to a limit, keeping it unique. */
  public static String shorten(String name, int maxLength) {
    if (name.length() <= maxLength) {
      return name;
    }
    return name.substring(0, maxLength - HASH_DIGITS - 1) + "-" + hash(name);
  }

  /** The first eight hex digits of a text's SHA-256. */
  public static String hash(String text) {
    return sha256(text).substring(0, HASH_DIGITS);
  }

  /** A text's SHA-256, as 64 lower-case hex digits. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
