package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.Traces;
import java.util.Map;

/** What Lambda tells about one record of an invocation. */
final class RecordCall implements Call {
  private final LambdaRecords records;
  private final int index;
  private final LambdaCall call;

  RecordCall(LambdaRecords records, int index, LambdaCall call) {
    this.records = records;
    this.index = index;
    this.call = call;
  }

  /** That of the invocation, by which its log is found. */
  @Override
  public String id() {
    return call.id();
  }

  @Override
  public long remainingMillis() {
    return call.remainingMillis();
  }

  private Map<?, ?> record() {
    return records.raw(index) instanceof Map ? (Map<?, ?>) records.raw(index) : Map.of();
  }

  @Override
  public int attempt() {
    return records.wire().attempt(record());
  }

  /** Of the event; else the one that SQS keeps of its sender; else the invocation's. */
  @Override
  public Trace trace() {
    Map<?, ?> event = records.known(index) == null ? Map.of() : records.known(index);
    Trace sent = Traces.from(text(event, "traceparent"), text(event, "tracestate"));
    if (sent == null && record().get("attributes") instanceof Map) {
      Map<?, ?> attributes = (Map<?, ?>) record().get("attributes");
      sent = LambdaTraces.fromXray(text(attributes, "AWSTraceHeader"));
    }
    return sent == null ? call.trace() : sent;
  }

  private static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String ? (String) object.get(name) : null;
  }

  @Override
  public Identity identity() {
    return call.identity();
  }

  @Override
  public Object nativeContext() {
    return call.nativeContext();
  }

  @Override
  public Event.Kind kind(String eventType) {
    return call.kind(eventType);
  }

  /** A record of Kafka knows more than its event. */
  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    boolean kafka = kind == Event.Kind.KAFKA && records.wire() instanceof KafkaWire;
    return kafka ? KafkaWire.portable(record()) : call.portable(kind, event);
  }

  @Override
  public String secret(String name, String version) throws Exception {
    return call.secret(name, version);
  }

  @Override
  public Outbound outbound() {
    return call.outbound();
  }
}
