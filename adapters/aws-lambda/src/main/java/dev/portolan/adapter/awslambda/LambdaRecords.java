package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.EventOfKind;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.LostEvent;
import dev.portolan.runtime.OneLine;
import dev.portolan.runtime.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The records of one invocation of Lambda's. */
final class LambdaRecords implements Records {
  private final RecordWire wire;
  private final Invoker invoker;
  private final LambdaCall call;

  /** As they came; those of Kafka with the name of their partition in the event. */
  private final List<Object> raw = new ArrayList<>();

  private final List<String> groups = new ArrayList<>();
  private final List<Map<String, Object>> events = new ArrayList<>();
  private boolean ordered;
  private byte[] answer;

  private LambdaRecords(RecordWire wire, Invoker invoker, LambdaCall call) {
    this.wire = wire;
    this.invoker = invoker;
    this.call = call;
  }

  /** Those of one list. */
  static LambdaRecords of(List<?> records, RecordWire wire, Invoker invoker, LambdaCall call) {
    LambdaRecords all = new LambdaRecords(wire, invoker, call);
    all.add(records, null);
    return all;
  }

  /** Those of Kafka's, by topic and partition; what is no list is one that cannot be read. */
  static LambdaRecords of(Map<?, ?> event, RecordWire wire, Invoker invoker, LambdaCall call) {
    Object records = event.get("records");
    if (!(records instanceof Map)) {
      return of(List.of(event), wire, invoker, call);
    }
    LambdaRecords all = new LambdaRecords(wire, invoker, call);
    for (Map.Entry<?, ?> each : ((Map<?, ?>) records).entrySet()) {
      Object list = each.getValue();
      all.add(list instanceof List ? (List<?>) list : Arrays.asList(list), (String) each.getKey());
    }
    return all;
  }

  private void add(List<?> records, String group) {
    for (Object record : records) {
      raw.add(record);
      groups.add(group);
      events.add(null);
      ordered |= record instanceof Map && wire.isOrdered((Map<?, ?>) record);
    }
  }

  @Override
  public int size() {
    return raw.size();
  }

  @Override
  public boolean ordered() {
    return ordered;
  }

  Object raw(int index) {
    return raw.get(index);
  }

  /** The partition of Kafka, by its name in the event. */
  @Override
  public String group(int index) {
    return groups.get(index);
  }

  /** That of the source; without one a partition is one. */
  @Override
  public String orderKey(int index) {
    try {
      String key = raw.get(index) instanceof Map ? wire.orderKey((Map<?, ?>) raw.get(index)) : null;
      return key == null ? groups.get(index) : key;
    } catch (CodecException malformed) {
      return groups.get(index);
    }
  }

  RecordWire wire() {
    return wire;
  }

  /** By what its source knows it; {@code null} if by nothing. */
  String id(int index) {
    try {
      return raw.get(index) instanceof Map ? wire.id((Map<?, ?>) raw.get(index)) : null;
    } catch (CodecException malformed) {
      return null;
    }
  }

  /** The event as far as it was read; {@code null} if it was not. */
  Map<String, Object> known(int index) {
    return events.get(index);
  }

  @Override
  public Object event(int index) {
    if (!(raw.get(index) instanceof Map)) {
      throw new CodecException("Expected a record");
    }
    Map<?, ?> record = (Map<?, ?>) raw.get(index);
    Map<String, Object> event = wire.event(record);
    events.set(index, event);
    if (wire.kind() != null) {
      return new EventOfKind(event, wire.kind());
    }
    boolean asked = !(wire instanceof SnsWire) || isAsked(SnsWire.topic(record), event);
    return asked ? event : null;
  }

  /** Of a topic that the function named with types those; all of a topic that it did not name. */
  private boolean isAsked(String topic, Map<String, Object> event) {
    if (!invoker.takesTopic(topic) || invoker.asksFor(topic, event.get("type"))) {
      return true;
    }
    String dropped = LostEvent.named(event.get("id"), topic);
    String why =
        " is dropped: the function does not ask for its type " + OneLine.of(event.get("type"));
    System.getLogger(invoker.functionName()).log(System.Logger.Level.INFO, dropped + why);
    return false;
  }

  @Override
  public Call call(int index) {
    return new RecordCall(this, index, call);
  }

  @Override
  public void answered(int index, byte[] reply) {
    answer = reply.length == 0 ? null : reply;
  }

  /** Queues, by the rights of the function. */
  SqsCalls sqs() {
    return new SqsCalls(call.environment(), call.traceHeader());
  }

  long remainingMillis() {
    return call.remainingMillis();
  }

  System.Logger logger() {
    return System.getLogger(invoker.functionName());
  }

  /** What the function answered to the last; {@code null} if nothing. */
  byte[] answer() {
    return answer;
  }

  @Override
  public boolean refused(int index, String why) {
    return DeadLetters.take(this, index, why, invoker, call);
  }
}
