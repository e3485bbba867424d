package dev.portolan.sandbox.azure.wire;

import dev.portolan.sandbox.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Names that the cloud chooses. */
public final class Ids {
  private Ids() {}

  public static String uuid() {
    return UUID.randomUUID().toString();
  }

  /** Quoted, as etags are. */
  public static String etag() {
    return "\"0x8D" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "\"";
  }

  /** Always the same of the same text. */
  public static String of(String text, int characters) {
    byte[] digest = BlobStore.sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, characters);
  }
}
