package dev.portolan.runtime;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps what a function refused for good, and what could not be read, in the queue that {@code
 * PORTOLAN_DEAD_LETTER} says the place of; where there is none, says in the log what is lost.
 *
 * <p>A letter is the event itself, so that one that is sent again is that event. Loaded when there
 * is one, not before.
 */
public final class DeadLetters {
  /** Where the place is, as {@link Outbound} knows it; the deployer alone sets it. */
  public static final String VARIABLE = "PORTOLAN_DEAD_LETTER";

  private DeadLetters() {}

  /**
   * Whether an event, or all of a batch, is taken care of; if not it must come again.
   *
   * @param event in its JSON form, as {@link Invoker#eventHere} takes it, or what of it is known
   * @param call has the queues of the platform, and the time that is left
   */
  public static boolean take(Object event, String why, Invoker invoker, Call call) {
    if (event instanceof List) {
      for (Object each : (List<?>) event) {
        if (!take(each, why, invoker, call)) {
          return false;
        }
      }
      return true;
    }
    String place = invoker.variable(VARIABLE);
    if (place == null || place.isEmpty()) {
      LostEvent.log(event, why, invoker);
      return true;
    }
    OutboundMessage letter = letter(event, invoker.functionName());
    String what = LostEvent.named(letter.id(), letter.attributes().get("source"));
    System.Logger logger = System.getLogger(invoker.functionName());
    try {
      call.outbound().send(place, letter, Math.max(1, call.remainingMillis()));
      logger.log(
          System.Logger.Level.WARNING, what + " went to the dead letters: " + OneLine.of(why));
      return true;
    } catch (IOException | RuntimeException failed) {
      String again = " was refused and comes again, since its dead letter could not be sent";
      logger.log(System.Logger.Level.ERROR, what + again, failed);
      return false;
    }
  }

  /** The event as a message; what is no event is told as the data of one. */
  static OutboundMessage letter(Object event, String function) {
    if (!(event instanceof Map) || !isEvent((Map<?, ?>) event)) {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("specversion", "1.0");
      attributes.put("id", UUID.randomUUID().toString());
      attributes.put("source", "/portolan/".concat(function));
      attributes.put("type", "dev.portolan.unreadable");
      return data(attributes, null, event);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    Object data = null;
    for (Map.Entry<?, ?> each : ((Map<?, ?>) event).entrySet()) {
      String name = (String) each.getKey();
      if (name.equals("data")) {
        data = each.getValue();
      } else if (name.equals("data_base64")) {
        data = bytes(each.getValue());
      } else if (isAttribute(name) && each.getValue() != null) {
        attributes.put(name, text(each.getValue()));
      }
    }
    return data(attributes, attributes.remove("datacontenttype"), data);
  }

  private static boolean isEvent(Map<?, ?> event) {
    for (String name : new String[] {"id", "source", "type"}) {
      if (!(event.get(name) instanceof String) || ((String) event.get(name)).isEmpty()) {
        return false;
      }
    }
    return "1.0".equals(event.get("specversion"));
  }

  private static boolean isAttribute(String name) {
    return name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
  }

  /** What no platform takes in an attribute is left out of it. */
  private static String text(Object value) {
    String text =
        value instanceof String
            ? (String) value
            : new String(new JsonWriter().value(value).toBytes(), StandardCharsets.UTF_8);
    return Uses.isPrinted(text) ? text : OneLine.of(text);
  }

  private static Object bytes(Object base64) {
    try {
      return Base64.getDecoder().decode(String.valueOf(base64));
    } catch (IllegalArgumentException noBase64) {
      return base64;
    }
  }

  private static OutboundMessage data(
      Map<String, String> attributes, String mediaType, Object data) {
    if (data instanceof UntoldData) {
      byte[] bytes = ((UntoldData) data).bytes();
      return new OutboundMessage(
          attributes, mediaType == null ? mediaType(bytes) : mediaType, bytes);
    }
    if (data == null || data instanceof byte[]) {
      return new OutboundMessage(attributes, mediaType, data == null ? new byte[0] : (byte[]) data);
    }
    if (data instanceof String && mediaType != null && !EventData.isJson(mediaType)) {
      byte[] text = ((String) data).getBytes(StandardCharsets.UTF_8);
      return new OutboundMessage(attributes, mediaType, text);
    }
    return new OutboundMessage(
        attributes,
        mediaType == null ? "application/json" : mediaType,
        new JsonWriter().value(data).toBytes());
  }

  /** What the sender did not say. */
  private static String mediaType(byte[] data) {
    try {
      JsonReader.read(data);
      return "application/json";
    } catch (CodecException noJson) {
      return Utf8.isValid(data) ? "text/plain; charset=utf-8" : "application/octet-stream";
    }
  }
}
