package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import java.time.Instant;
import java.util.HexFormat;

/** An object as it stands in the state. */
public final class StoredObject {
  private StoredObject() {}

  /** Keeps bytes, and says what is to be said of them. */
  public static ObjectNode of(byte[] bytes, String contentType, BlobStore blobs, Instant now) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("blob", blobs.put(bytes));
    object.put("size", bytes.length);
    object.put("etag", "\"" + HexFormat.of().formatHex(Payload.digest("MD5", bytes)) + "\"");
    object.put("modified", now.toString());
    object.put("contentType", contentType);
    object.putObject("headers");
    return object;
  }
}
