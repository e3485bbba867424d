package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.UntoldData;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the events of Azure's triggers have in common, as CloudEvents. */
final class AzureEvents {
  static final String TICK = "com.microsoft.azure.functions.timer";
  static final String QUEUE_MESSAGE = "com.microsoft.storage.queue.message";
  static final String SERVICE_BUS_MESSAGE = "com.microsoft.servicebus.message";
  static final String UPSERT = "com.microsoft.cosmosdb.upsert";
  static final String RECORD = "org.apache.kafka.record";

  private static final byte[] SPECVERSION = {'"', 's', 'p', 'e', 'c', 'v', 'e', 'r'};

  private AzureEvents() {}

  /** An event without data, from one of {@link Sources}. */
  static Map<Object, Object> event(String id, String type, String source) {
    Map<Object, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", source);
    event.put("type", type);
    return event;
  }

  static void put(Map<Object, Object> event, String name, String value) {
    if (value != null && !value.isEmpty()) {
      event.put(name, value);
    }
  }

  /** A message, whose media type nobody tells; if it is a CloudEvent in JSON, then that. */
  static Map<?, ?> message(Map<Object, Object> event, byte[] message) {
    Map<?, ?> itself = cloudEvent(message);
    if (itself != null) {
      return itself;
    }
    event.put("data", new UntoldData(message));
    return event;
  }

  private static Map<?, ?> cloudEvent(byte[] message) {
    if (message.length == 0 || message[0] != '{' || !mentions(message)) {
      return null;
    }
    try {
      Map<?, ?> document = (Map<?, ?>) JsonReader.read(message);
      return "1.0".equals(document.get("specversion")) ? document : null;
    } catch (CodecException noJson) {
      return null;
    }
  }

  private static boolean mentions(byte[] message) {
    for (int i = 0; i + SPECVERSION.length <= message.length; i++) {
      int same = 0;
      while (same < SPECVERSION.length && message[i + same] == SPECVERSION[same]) {
        same++;
      }
      if (same == SPECVERSION.length) {
        return true;
      }
    }
    return false;
  }

  /** What a trigger told as JSON, without the quotes of a text; {@code null} if it told none. */
  static String told(ExecutionContext context, String name) {
    String json = WorkerContext.metadata(context, name);
    if (json == null || json.equals("null")) {
      return null;
    }
    boolean quoted = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
    return quoted ? json.substring(1, json.length() - 1) : json;
  }

  /** The number that a trigger told; 0 if none. */
  static int count(ExecutionContext context, String name) {
    String number = told(context, name);
    try {
      return number == null ? 0 : Integer.parseInt(number);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  /** Says in the event which delivery it is, if the trigger counts. */
  static void attempt(Map<Object, Object> event, int count) {
    if (count > 0) {
      event.put("portolanattempt", Integer.toString(count));
    }
  }

  /** The kind of an event of this type. */
  static Event.Kind kind(String type) {
    switch (type) {
      case TICK:
        return Event.Kind.SCHEDULE;
      case QUEUE_MESSAGE:
      case SERVICE_BUS_MESSAGE:
        return Event.Kind.QUEUE;
      case "Microsoft.Storage.BlobCreated":
        return Event.Kind.OBJECT_CREATED;
      case "Microsoft.Storage.BlobDeleted":
        return Event.Kind.OBJECT_DELETED;
      case UPSERT:
        return Event.Kind.RECORD_UPSERTED;
      case RECORD:
        return Event.Kind.KAFKA;
      default:
        return Event.Kind.CUSTOM;
    }
  }
}
