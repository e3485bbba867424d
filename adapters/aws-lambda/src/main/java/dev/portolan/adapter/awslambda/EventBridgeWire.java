package dev.portolan.adapter.awslambda;

import java.util.List;
import java.util.Map;

/**
 * Events of EventBridge
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html); those of its
 * rules with a schedule are ticks.
 */
final class EventBridgeWire implements RecordWire {
  static final String TICK = "com.amazonaws.events.scheduled";

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    Object detail = record.get("detail");
    if (detail instanceof Map && "1.0".equals(((Map<?, ?>) detail).get("specversion"))) {
      return Messages.document((Map<?, ?>) detail);
    }
    List<?> resources = Members.optionalList(record, "resources");
    Object first = resources.isEmpty() ? null : resources.get(0);
    if (first != null && !(first instanceof String)) {
      throw Members.expected("text", "resources/0");
    }
    String source = Members.text(record, "source");
    String type = Members.text(record, "detail-type");
    boolean tick = source.equals("aws.events") && type.equals("Scheduled Event") && first != null;
    Map<String, Object> event =
        RecordWire.event(
            Members.text(record, "id"),
            tick ? (String) first : "urn:aws:events:" + source,
            tick ? TICK : type,
            Members.optional(record, "time"));
    boolean subject = !tick && first != null && !((String) first).isEmpty();
    RecordWire.put(event, "subject", subject ? first : null);
    RecordWire.put(event, "data", detail);
    return event;
  }

  @Override
  public String id(Map<?, ?> record) {
    return Members.optional(record, "id");
  }
}
