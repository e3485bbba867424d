package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.portolan.sandbox.gcp.eventarc.DirectEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * An object's resource, and the event that tells of it.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects#resource">Object</a>
 * @see <a
 *     href="https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/storage/v1/data.proto">
 *     StorageObjectData</a>
 */
final class StoredObject {
  private StoredObject() {}

  /**
   * The resource.
   *
   * @param generation which writing of it this is
   */
  static ObjectNode of(
      String bucket, String name, String type, byte[] bytes, long generation, Instant now) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    byte[] sum = {
      (byte) (crc.getValue() >>> 24),
      (byte) (crc.getValue() >>> 16),
      (byte) (crc.getValue() >>> 8),
      (byte) crc.getValue()
    };
    Base64.Encoder base64 = Base64.getEncoder();
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "storage#object")
        .put("id", bucket + "/" + name + "/" + generation)
        .put("name", name)
        .put("bucket", bucket)
        .put("generation", Long.toString(generation))
        .put("metageneration", "1")
        .put("contentType", type)
        .put("storageClass", "STANDARD")
        .put("size", Integer.toString(bytes.length))
        .put("md5Hash", base64.encodeToString(md5(bytes)))
        .put("crc32c", base64.encodeToString(sum))
        .put(
            "etag",
            base64.encodeToString(Long.toString(generation).getBytes(StandardCharsets.UTF_8)))
        .put("timeCreated", now.toString())
        .put("updated", now.toString());
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What Eventarc makes of a notification of Cloud Storage.
   *
   * @param type of the event, its last word
   */
  static DirectEvent event(ObjectNode resource, String type, Instant now) {
    String bucket = resource.path("bucket").asText();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", "google.cloud.storage.object.v1." + type);
    attributes.put("source", "//storage.googleapis.com/projects/_/buckets/" + bucket);
    attributes.put("subject", "objects/" + resource.path("name").asText());
    attributes.put("time", now.toString());
    attributes.put("bucket", bucket);
    return new DirectEvent(
        attributes, "application/json", ByteString.copyFromUtf8(resource.toString()));
  }
}
