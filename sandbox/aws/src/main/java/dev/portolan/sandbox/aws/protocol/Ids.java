package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Identifiers that look like AWS's and follow from the order of calls, so that a run can be
 * repeated.
 */
public final class Ids {
  private Ids() {}

  private static byte[] next(ObjectNode state, String kind) {
    long number = state.path("_ids").asLong() + 1;
    state.put("_ids", number);
    return BlobStore.sha256((kind + number).getBytes(StandardCharsets.UTF_8));
  }

  /** A UUID, as revision ids are. */
  public static String uuid(ObjectNode state) {
    return uuid(next(state, "uuid"));
  }

  /** A UUID that follows from another. */
  public static String uuidAfter(String uuid) {
    return uuid(BlobStore.sha256(uuid.getBytes(StandardCharsets.UTF_8)));
  }

  private static String uuid(byte[] digest) {
    String hex = HexFormat.of().formatHex(digest, 0, 16);
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(13, 16)
        + "-a"
        + hex.substring(17, 20)
        + "-"
        + hex.substring(20, 32);
  }

  /** Small letters and digits, the first a letter, as API ids are. */
  public static String letters(ObjectNode state, int length) {
    byte[] digest = next(state, "letters");
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int value = digest[i] & 0xff;
      id.append(
          i == 0
              ? (char) ('a' + value % 26)
              : "abcdefghijklmnopqrstuvwxyz0123456789".charAt(value % 36));
    }
    return id.toString();
  }

  /** A prefix and capital letters and digits, as IAM's unique ids are. */
  public static String unique(ObjectNode state, String prefix) {
    return prefix + letters(state, 17).toUpperCase(Locale.ROOT);
  }
}
