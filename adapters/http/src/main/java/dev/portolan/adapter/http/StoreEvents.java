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
 * <p>Loaded when the first event comes.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/adapters/aws-s3.md">S3's
 *     events as CloudEvents</a>
 */
final class StoreEvents {
  /** What a person sends with {@code portolan:invoke}: always meant. */
  private static final String BY_HAND = "dev.portolan.invocation";

  private StoreEvents() {}

  /**
   * Of an event, or a batch of them, what the function asks for; {@code null} for nothing. Who
   * takes from no store and no queue asked for all that comes.
   */
  static Object asked(Object tree, Invoker invoker) {
    if (!(tree instanceof List)) {
      return one((Map<?, ?>) tree, invoker);
    }
    List<?> all = (List<?>) tree;
    List<Object> asked = new ArrayList<>();
    for (Object each : all) {
      Object event = one((Map<?, ?>) each, invoker);
      if (event != null) {
        asked.add(event);
      }
    }
    return asked.isEmpty() && !all.isEmpty() ? null : asked;
  }

  private static Object one(Map<?, ?> told, Invoker invoker) {
    Map<?, ?> event = DebeziumWire.isChange(told) ? DebeziumWire.readable(told) : told;
    if (BY_HAND.equals(event.get("type")) || !(event.get("type") instanceof String)) {
      return event;
    }
    if (!invoker.takesFromStores()) {
      return EventKinds.isMade(event) ? event : new EventOfKind(event, Event.Kind.CUSTOM);
    }
    boolean change = DebeziumWire.isChange(event);
    Event.Kind said = change ? DebeziumWire.kind(event) : EventKinds.of(event);
    Event.Kind kind = invoker.toldKind(said);
    return kind == null ? null : new EventOfKind(event, kind);
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
    return DebeziumWire.isChange(event) ? DebeziumWire.change(event, data(event)) : null;
  }

  /** The data, where it is an object; else an empty one. */
  static Map<?, ?> dataOrNone(Map<?, ?> event) {
    try {
      return data(event);
    } catch (CodecException | IllegalArgumentException none) {
      return Map.of();
    }
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
    Object generation = data.get("generation");
    told.put("version", generation instanceof Long ? generation.toString() : generation);
    return told;
  }
}
