package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.KafkaEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of AWS that are understood here, told apart by their structure.
 *
 * <p>Loaded when the first event comes, not before.
 */
final class LambdaEvents {
  private LambdaEvents() {}

  /**
   * Has the function called with the records of an event.
   *
   * @return what its source is told; {@code null} if this is no event that is understood here
   * @throws dev.portolan.runtime.FailedInvocation if all of it shall come again
   */
  static byte[] answer(Map<?, ?> event, Invoker invoker, LambdaCall call) {
    LambdaRecords records = records(event, invoker, call);
    return records == null
        ? null
        : records
            .wire()
            .reply(records, new Replies(records, invoker.batch(records, call), call.id()));
  }

  private static LambdaRecords records(Map<?, ?> event, Invoker invoker, LambdaCall call) {
    if (event.get("Records") instanceof List) {
      List<?> records = (List<?>) event.get("Records");
      RecordWire wire = wire(Envelopes.source(records));
      return wire == null ? null : LambdaRecords.of(records, wire, invoker, call);
    }
    if (Envelopes.isKafka(event)) {
      return LambdaRecords.of(event, KafkaWire.of(event), invoker, call);
    }
    RecordWire wire = null;
    if (event.containsKey("specversion")) {
      wire = new CloudEventWire();
    } else if (event.get("detail-type") instanceof String && event.containsKey("detail")) {
      wire = new EventBridgeWire();
    }
    return wire == null ? null : LambdaRecords.of(List.of(event), wire, invoker, call);
  }

  private static RecordWire wire(String source) {
    switch (source == null ? "" : source) {
      case "aws:sqs":
        return new SqsWire();
      case "aws:sns":
        return new SnsWire();
      case "aws:s3":
        return new S3Wire();
      case "aws:kinesis":
        return new KinesisWire();
      case "aws:dynamodb":
        return new DynamoDbWire();
      default:
        return null;
    }
  }

  /** The kind of an event of this type. */
  static Event.Kind kind(String type) {
    switch (type) {
      case EventBridgeWire.TICK:
        return Event.Kind.SCHEDULE;
      case SqsWire.TYPE:
        return Event.Kind.QUEUE;
      case SnsWire.TYPE:
        return Event.Kind.TOPIC;
      case DynamoDbWire.TYPE + "INSERT":
        return Event.Kind.RECORD_CREATED;
      case DynamoDbWire.TYPE + "MODIFY":
        return Event.Kind.RECORD_UPDATED;
      case DynamoDbWire.TYPE + "REMOVE":
        return Event.Kind.RECORD_DELETED;
      case KafkaWire.TYPE:
        return Event.Kind.KAFKA;
      default:
        return object(type);
    }
  }

  /** A lifecycle rule removes objects too. */
  private static Event.Kind object(String type) {
    if (type.startsWith(S3Wire.TYPE + "ObjectCreated:")) {
      return Event.Kind.OBJECT_CREATED;
    }
    boolean removed =
        type.startsWith(S3Wire.TYPE + "ObjectRemoved:")
            || type.startsWith(S3Wire.TYPE + "LifecycleExpiration:");
    return removed ? Event.Kind.OBJECT_DELETED : Event.Kind.CUSTOM;
  }

  /** As {@link dev.portolan.runtime.Call#portable}. */
  static Object portable(Event.Kind kind, Map<?, ?> event) {
    Object data = event.get("data");
    Map<?, ?> own = data instanceof Map ? (Map<?, ?>) data : Map.of();
    switch (kind) {
      case SCHEDULE:
        return own.get("time") instanceof String ? null : tick(event);
      case OBJECT_CREATED:
      case OBJECT_DELETED:
        return own.get("s3") instanceof Map ? S3Wire.portable(own) : null;
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
        return own.get("Keys") instanceof Map ? DynamoDbWire.portable(own) : null;
      case KAFKA:
        return KafkaEvents.portable(event);
      default:
        return null;
    }
  }

  /** The name of a rule or a schedule is the last part of its ARN. */
  private static Map<String, Object> tick(Map<?, ?> event) {
    Map<String, Object> tick = new LinkedHashMap<>();
    Object source = event.get("source");
    if (source instanceof String) {
      tick.put("name", ((String) source).substring(((String) source).lastIndexOf('/') + 1));
    }
    return tick;
  }
}
