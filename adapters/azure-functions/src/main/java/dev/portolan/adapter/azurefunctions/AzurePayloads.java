package dev.portolan.adapter.azurefunctions;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.KafkaEvents;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data of Azure's events as portable payloads; loaded when a function asks for one. */
final class AzurePayloads {
  private static final String CONTAINERS = "/containers/";
  private static final String BLOBS = "/blobs/";

  private AzurePayloads() {}

  /** As {@link dev.portolan.runtime.Call#portable}. */
  static Object of(Event.Kind kind, Map<?, ?> event) {
    switch (kind) {
      case SCHEDULE:
        String source = String.valueOf(event.get("source"));
        return Map.of("name", source.substring(source.lastIndexOf('/') + 1));
      case OBJECT_CREATED:
      case OBJECT_DELETED:
        return blob(event);
      case RECORD_UPSERTED:
        return document(event.get("data"));
      case KAFKA:
        return KafkaEvents.portable(event);
      default:
        return null;
    }
  }

  /**
   * The subject is {@code /blobServices/default/containers/photos/blobs/2026/a.jpg}, the name as it
   * is (learn.microsoft.com/azure/event-grid/event-schema-blob-storage).
   */
  private static Map<String, Object> blob(Map<?, ?> event) {
    String subject = event.get("subject") instanceof String text ? text : "";
    int container = subject.indexOf(CONTAINERS);
    int blob = container < 0 ? -1 : subject.indexOf(BLOBS, container);
    if (blob < 0) {
      throw new CodecException("Expected a container and a blob at /subject");
    }
    Map<?, ?> data = event.get("data") instanceof Map<?, ?> told ? told : Map.of();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("bucket", subject.substring(container + CONTAINERS.length(), blob));
    object.put("key", subject.substring(blob + BLOBS.length()));
    object.put("size", data.get("contentLength"));
    object.put("etag", data.get("eTag") instanceof String tag ? unquoted(tag) : null);
    object.put("contentType", data.get("contentType"));
    return object;
  }

  /** As a header has it, or without its quotes: the examples of Microsoft's page have either. */
  private static String unquoted(String tag) {
    boolean quoted = tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
    return quoted ? tag.substring(1, tag.length() - 1) : tag;
  }

  /** A change feed has the document as it is now, and nothing of before. */
  private static Map<String, Object> document(Object data) {
    if (!(data instanceof Map<?, ?> document)) {
      throw new CodecException("Expected a document");
    }
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("key", document.get("id"));
    change.put("after", document);
    return change;
  }
}
