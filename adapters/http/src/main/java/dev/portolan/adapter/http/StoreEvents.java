package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.EventOfKind;
import dev.portolan.runtime.Invoker;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stores send to brokers: S3 and what speaks like it, Event Grid, Debezium. Knative has no
 * types of its own for objects and records.
 *
 * <p>Loaded when the first event comes to a function that takes from a store or a queue.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/adapters/aws-s3.md">S3's
 *     events as CloudEvents</a>
 * @see <a href="https://debezium.io/documentation/reference/stable/integrations/cloudevents.html">
 *     Debezium's</a>
 */
final class StoreEvents {
  /** What a person sends with {@code portolan:invoke}: always meant. */
  private static final String BY_HAND = "dev.portolan.invocation";

  private StoreEvents() {}

  /** Of an event, or a batch of them, what the function asks for; {@code null} for nothing. */
  static Object asked(Object tree, Invoker invoker) {
    if (!(tree instanceof List)) {
      return one((Map<?, ?>) tree, invoker);
    }
    List<Object> asked = new ArrayList<>();
    for (Object each : (List<?>) tree) {
      Object event = one((Map<?, ?>) each, invoker);
      if (event != null) {
        asked.add(event);
      }
    }
    return asked.isEmpty() ? null : asked;
  }

  private static Object one(Map<?, ?> event, Invoker invoker) {
    Event.Kind kind = kind(event);
    if (BY_HAND.equals(event.get("type")) || !(event.get("type") instanceof String)) {
      return event;
    }
    if (!invoker.asksFor(kind)) {
      return null;
    }
    boolean message = kind == Event.Kind.CUSTOM && invoker.asksFor(Event.Kind.QUEUE);
    return new EventOfKind(event, message ? Event.Kind.QUEUE : kind);
  }

  private static Event.Kind kind(Map<?, ?> event) {
    String type = String.valueOf(event.get("type"));
    if (isChange(type)) {
      switch (String.valueOf(event.get("iodebeziumop"))) {
        case "c":
        case "r":
          return Event.Kind.RECORD_CREATED;
        case "u":
          return Event.Kind.RECORD_UPDATED;
        case "d":
          return Event.Kind.RECORD_DELETED;
        default:
          return Event.Kind.CUSTOM;
      }
    }
    return KnativeEvents.kindOf(type);
  }

  /** {@code io.debezium.connector.mysql.DataChangeEvent}, and as it was before Debezium 2.6. */
  private static boolean isChange(String type) {
    return type.startsWith("io.debezium.")
        && type.regionMatches(true, type.length() - 16, ".DataChangeEvent", 0, 16);
  }

  /** As {@link dev.portolan.runtime.Call#portable}; {@code null} for what is not known. */
  static Object portable(Event.Kind kind, Map<?, ?> event) {
    String type = String.valueOf(event.get("type"));
    if (type.startsWith("com.amazonaws.s3.")) {
      return s3(data(event));
    } else if (type.startsWith("Microsoft.Storage.")) {
      return blob(event, data(event));
    } else if (type.startsWith("google.cloud.storage.")) {
      return google(data(event));
    }
    return isChange(type) ? change(event, data(event)) : null;
  }

  private static Map<?, ?> data(Map<?, ?> event) {
    Object data = event.get("data");
    if (event.get("data_base64") instanceof String) {
      data = Base64.getDecoder().decode((String) event.get("data_base64"));
    }
    data = data instanceof byte[] ? JsonReader.read((byte[]) data) : data;
    if (data instanceof Map) {
      return (Map<?, ?>) data;
    }
    throw new CodecException("Expected an object at /data");
  }

  private static Map<?, ?> part(Map<?, ?> of, String name) {
    return of.get(name) instanceof Map ? (Map<?, ?>) of.get(name) : Map.of();
  }

  /** A record of S3, or what stands in it as {@code s3}; its key is encoded as a form's value. */
  private static Map<String, Object> s3(Map<?, ?> data) {
    Map<?, ?> s3 = data.get("s3") instanceof Map ? part(data, "s3") : data;
    Map<?, ?> object = part(s3, "object");
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("bucket", part(s3, "bucket").get("name"));
    told.put(
        "key",
        object.get("key") instanceof String
            ? URLDecoder.decode((String) object.get("key"), StandardCharsets.UTF_8)
            : null);
    told.put("size", object.get("size"));
    told.put("etag", object.get("eTag"));
    told.put("contentType", object.get("contentType"));
    told.put("version", object.get("versionId"));
    return told;
  }

  /** Event Grid's: the subject is {@code /blobServices/default/containers/C/blobs/K}. */
  private static Map<String, Object> blob(Map<?, ?> event, Map<?, ?> data) {
    String[] parts = String.valueOf(event.get("subject")).split("/containers/|/blobs/", 3);
    if (parts.length != 3) {
      throw new CodecException("Expected a container and a blob at /subject");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("bucket", parts[1]);
    told.put("key", parts[2]);
    told.put("size", data.get("contentLength"));
    told.put("etag", data.get("eTag"));
    told.put("contentType", data.get("contentType"));
    return told;
  }

  /** Protobuf's JSON has numbers of 64 bits as text. */
  private static Map<String, Object> google(Map<?, ?> data) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("bucket", data.get("bucket"));
    told.put("key", data.get("name"));
    try {
      Object size = data.get("size");
      told.put("size", size instanceof String ? Long.valueOf((String) size) : size);
    } catch (NumberFormatException none) {
      throw new CodecException("Expected a whole number at /data/size");
    }
    told.put("etag", data.get("etag"));
    told.put("contentType", data.get("contentType"));
    told.put("version", data.get("generation"));
    return told;
  }

  /**
   * A row before and after. Debezium tells its key beside the event, and not in it: so the key is
   * the {@code id} of the row, and where it has none the event's subject or partition key.
   */
  private static Map<String, Object> change(Map<?, ?> event, Map<?, ?> data) {
    Map<?, ?> payload = data.get("payload") instanceof Map ? part(data, "payload") : data;
    Object id = part(payload, "after").get("id");
    id = id == null ? part(payload, "before").get("id") : id;
    id = id == null ? event.get("subject") : id;
    id = id == null ? event.get("partitionkey") : id;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", id == null ? null : id.toString());
    told.put("before", payload.get("before"));
    told.put("after", payload.get("after"));
    return told;
  }
}
