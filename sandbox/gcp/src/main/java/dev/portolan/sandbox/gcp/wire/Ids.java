package dev.portolan.sandbox.gcp.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Names that the cloud chooses. */
public final class Ids {
  private Ids() {}

  public static String uid() {
    return UUID.randomUUID().toString();
  }

  /** Quoted, as etags of Google's services that are text. */
  public static String etag() {
    return "\"" + hex(12) + "\"";
  }

  public static String hex(int characters) {
    return UUID.randomUUID().toString().replace("-", "").substring(0, characters);
  }

  /** Always the same of the same text. */
  public static String of(String text, int characters) {
    byte[] digest = dev.portolan.sandbox.BlobStore.sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, characters);
  }

  /** Lower-case letters without vowels, as at the end of names of revisions. */
  public static String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (char c : hex(count).toCharArray()) {
      text.append("bcdfghjklmnpqrst".charAt(Character.digit(c, 16)));
    }
    return text.toString();
  }
}
