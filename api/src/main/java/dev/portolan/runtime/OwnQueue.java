package dev.portolan.runtime;

import dev.portolan.Event;
import dev.portolan.QueueSender;
import dev.portolan.Trace;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A queue that a function sends to. */
final class OwnQueue implements QueueSender {
  private final String name;
  private final String place;
  private final Invocation context;

  OwnQueue(String name, String place, Invocation context) {
    this.name = name;
    this.place = place;
    this.context = context;
  }

  @Override
  public String send(Object message) throws IOException {
    if (message == null) {
      throw new IllegalArgumentException("there is no message to send to " + name);
    }
    OutboundMessage outbound = message instanceof Event ? of((Event<?>) message) : plain(message);
    for (Map.Entry<String, String> each : outbound.attributes().entrySet()) {
      requirePrinted(each.getKey(), each.getValue());
    }
    requirePrinted("datacontenttype", outbound.contentType());
    context.outbound().send(place, outbound, context.millis());
    return outbound.id();
  }

  private OutboundMessage plain(Object message) {
    Map<String, String> attributes =
        attributes(
            UUID.randomUUID().toString(),
            "/portolan/".concat(context.functionName),
            "dev.portolan.message");
    attributes.put("time", Instant.now().toString());
    return EventData.message(attributes, "", message, context.codec());
  }

  private OutboundMessage of(Event<?> event) {
    Map<String, String> attributes = attributes(event.id(), event.source(), event.type());
    if (event.subject().isPresent()) {
      attributes.put("subject", event.subject().get());
    }
    if (event.time().isPresent()) {
      attributes.put("time", event.time().get().toString());
    }
    for (Map.Entry<String, String> each : event.extensions().entrySet()) {
      if (Events.isStandard(each.getKey()) || !isAttribute(each.getKey())) {
        throw new IllegalArgumentException(
            "no extension of an event can be called " + OneLine.of(each.getKey()));
      }
      attributes.putIfAbsent(each.getKey(), each.getValue());
    }
    return EventData.message(attributes, event.dataContentType(), event.data(), context.codec());
  }

  /** With the trace of this invocation, which is what sends, whoever made the event. */
  private Map<String, String> attributes(String id, String source, String type) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", id);
    attributes.put("source", source);
    attributes.put("type", type);
    Trace trace = context.trace();
    attributes.put("traceparent", trace.traceparent());
    if (!trace.tracestate().isEmpty()) {
      attributes.put("tracestate", trace.tracestate());
    }
    return attributes;
  }

  private static boolean isAttribute(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static void requirePrinted(String attribute, String value) {
    if (value != null && !Uses.isPrinted(value)) {
      throw new IllegalArgumentException(
          "the attribute " + attribute + " of an event holds control characters, or half of one");
    }
  }
}
