package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data of Google's events as portable payloads; loaded when a function asks for one. */
final class GooglePayloads {
  private static final String DOCUMENTS = "/documents/";

  private GooglePayloads() {}

  /** As {@link dev.portolan.runtime.Call#portable}. */
  static Object of(Event.Kind kind, Map<?, ?> event) {
    switch (kind) {
      case SCHEDULE:
        String source = String.valueOf(event.get("source"));
        return Map.of("name", source.substring(source.lastIndexOf('/') + 1));
      case OBJECT_CREATED:
      case OBJECT_DELETED:
        return object(data(event));
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
      case RECORD_UPSERTED:
        return change(data(event));
      default:
        return null;
    }
  }

  private static Map<?, ?> data(Map<?, ?> event) {
    Object data = event.get("data");
    if (event.get("data_base64") instanceof String base64) {
      try {
        data = Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException malformed) {
        throw new CodecException("Expected Base64 at /data_base64");
      }
    }
    Object tree = data instanceof byte[] bytes ? JsonReader.read(bytes) : data;
    if (tree instanceof Map<?, ?> object) {
      return object;
    }
    throw new CodecException("Expected an object at /data");
  }

  /**
   * {@code StorageObjectData} (googleapis/google-cloudevents,
   * google/events/cloud/storage/v1/data.proto); protobuf's JSON has numbers of 64 bits as text, and
   * reads them as numbers too.
   */
  private static Map<String, Object> object(Map<?, ?> data) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("bucket", data.get("bucket"));
    object.put("key", data.get("name"));
    object.put("etag", data.get("etag"));
    object.put("contentType", data.get("contentType"));
    Object generation = data.get("generation");
    object.put("version", generation instanceof Long ? generation.toString() : generation);
    try {
      object.put(
          "size", data.get("size") instanceof String text ? Long.valueOf(text) : data.get("size"));
    } catch (NumberFormatException none) {
      throw new CodecException("Expected a whole number at /data/size");
    }
    return object;
  }

  /** As {@link FirestoreWire} has it; the key is the document's path in its database. */
  private static Map<String, Object> change(Map<?, ?> data) {
    Map<?, ?> before = document(data.get("oldValue"));
    Map<?, ?> after = document(data.get("value"));
    Object name = after.get("name") == null ? before.get("name") : after.get("name");
    String path = String.valueOf(name);
    int start = path.indexOf(DOCUMENTS);
    Map<String, Object> change = new LinkedHashMap<>();
    change.put(
        "key", name == null || start < 0 ? name : path.substring(start + DOCUMENTS.length()));
    change.put("before", before.get("fields"));
    change.put("after", after.get("fields"));
    return change;
  }

  private static Map<?, ?> document(Object value) {
    return value instanceof Map<?, ?> document ? document : Map.of();
  }
}
