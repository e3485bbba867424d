package dev.portolan.runtime;

import dev.portolan.Batch;
import dev.portolan.Event;
import dev.portolan.HttpResponse;
import dev.portolan.codec.Codec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CloudEvents 1.0 in their JSON form, alone or as a batch. */
final class Events {
  private Events() {}

  /** What a function of this input type is handed for an event. */
  static Object input(Object tree, Type type, Codec codec, Call call) {
    if (type == Void.class) {
      return null;
    }
    if (!Inputs.isEvents(type)) {
      return event(tree, type, codec, call).data();
    }
    boolean single = raw(type) == Batch.class && !(tree instanceof List);
    return read(single ? Arrays.asList(tree) : tree, type, codec, call);
  }

  static Object read(Object tree, Type type, Codec codec, Call call) {
    Type data = dataType(type);
    if (raw(type) == Event.class) {
      return event(tree, data, codec, call);
    }
    if (!(tree instanceof List)) {
      throw Failures.badInput("Expected an array of CloudEvents");
    }
    List<Event<Object>> events = new ArrayList<>();
    for (Object item : (List<?>) tree) {
      events.add(event(item, data, codec, call));
    }
    return new Batch<>(events, false);
  }

  /** The type of the data of the events, or of the batches, that this type is of. */
  static Type dataType(Type type) {
    return type instanceof ParameterizedType
        ? ((ParameterizedType) type).getActualTypeArguments()[0]
        : Object.class;
  }

  static Type raw(Type type) {
    return type instanceof ParameterizedType ? ((ParameterizedType) type).getRawType() : type;
  }

  static Event<Object> event(Object tree, Type type, Codec codec, Call call) {
    if (!(tree instanceof Map) || !"1.0".equals(((Map<?, ?>) tree).get("specversion"))) {
      throw Failures.badInput("Expected a CloudEvent of version 1.0");
    }
    Map<?, ?> event = (Map<?, ?>) tree;
    Map<String, String> extensions = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : event.entrySet()) {
      String name = (String) entry.getKey();
      boolean scalar = !(entry.getValue() instanceof Map || entry.getValue() instanceof List);
      if (!isStandard(name) && entry.getValue() != null && scalar) {
        extensions.put(attributeName(name), entry.getValue().toString());
      }
    }
    Event.Kind kind = EventOfKind.of(event, text(event, "type", true), call);
    return new Event<>(
        kind,
        text(event, "id", true),
        text(event, "source", true),
        text(event, "type", true),
        Optional.ofNullable(text(event, "subject", false)),
        time(text(event, "time", false)),
        event.get("datacontenttype") == null
            ? "application/json"
            : text(event, "datacontenttype", true),
        extensions,
        isPortable(type)
            ? Payloads.of(kind, event, type, codec, call)
            : data(event.get("data"), event, type, codec));
  }

  /** Whether this is a class of the api's own, such as a portable payload; a user's never is. */
  private static boolean isPortable(Type type) {
    Type raw = raw(type);
    return raw instanceof Class && ((Class<?>) raw).getPackageName().equals("dev.portolan");
  }

  static boolean isStandard(String name) {
    switch (name) {
      case "specversion":
      case "id":
      case "source":
      case "type":
      case "subject":
      case "time":
      case "datacontenttype":
      case "dataschema":
      case "data":
      case "data_base64":
        return true;
      default:
        return false;
    }
  }

  private static String attributeName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
        throw Failures.badInput("Expected attribute names of lower-case letters and digits");
      }
    }
    return name;
  }

  private static String text(Map<?, ?> event, String name, boolean required) {
    Object value = event.get(name);
    boolean text = value instanceof String && !((String) value).isEmpty();
    if (text || value == null && !required) {
      return (String) value;
    }
    throw Failures.badInput("Expected text at /" + name);
  }

  static Optional<Instant> time(String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException malformed) {
      throw Failures.badInput("Expected a time of RFC 3339 at /time");
    }
  }

  /** What an event carries, bound. */
  static Object data(Object data, Map<?, ?> event, Type type, Codec codec) {
    if (event.containsKey("data_base64")) {
      if (data != null) {
        throw Failures.badInput("Expected either /data or /data_base64");
      }
      data = bytes(text(event, "data_base64", true));
    }
    return EventData.bind(data, (String) event.get("datacontenttype"), type, codec);
  }

  static byte[] bytes(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      throw Failures.badInput("Expected Base64 at /data_base64");
    }
  }

  static String mediaType(Object reply) {
    return reply instanceof Event ? EventData.MEDIA_TYPE : "application/json";
  }

  /** What is told to whoever sent an event: nothing but an event in answer, or that it failed. */
  static HttpResponse response(Object output, Codec codec) {
    if (output instanceof Batch.Result) {
      Outcomes.check((Batch.Result) output);
    }
    return output instanceof Event
        ? HttpResponse.of(200)
            .withHeader("content-type", EventData.MEDIA_TYPE)
            .withBody(write(output, codec))
        : HttpResponse.of(200);
  }

  /** Whether a function that takes this takes events. */
  static boolean areTaken(Type type) {
    Type raw = type instanceof ParameterizedType ? ((ParameterizedType) type).getRawType() : type;
    return raw == Event.class || raw == Batch.class;
  }

  /**
   * Logs why events of a batch failed, and refuses a result that does not fit its batch: then the
   * whole batch has failed, since nobody can tell which outcome belongs to which event.
   */
  static void settle(Object input, Object output, Invocation context) {
    if (!(input instanceof Batch) || output == null) {
      return;
    }
    int events = ((Batch<?>) input).events().size();
    int outcomes = output instanceof Batch.Result ? ((Batch.Result) output).outcomes().size() : -1;
    if (outcomes != events) {
      throw new IllegalStateException(
          "a batch of " + events + " events needs a Batch.Result of as many outcomes, or null");
    }
    for (int i = 0; i < events; i++) {
      Throwable cause = ((Batch.Result) output).outcomes().get(i).cause();
      if (cause != null) {
        String message = "Invocation " + context.id() + ": event " + i + " of the batch failed";
        context.logger().log(System.Logger.Level.WARNING, message, cause);
      }
    }
  }

  static byte[] write(Object result, Codec codec) {
    if (result instanceof Event) {
      return EventData.write((Event<?>) result, codec);
    }
    List<String> outcomes = new ArrayList<>();
    for (Batch.Outcome outcome : ((Batch.Result) result).outcomes()) {
      outcomes.add(outcome.kind().name());
    }
    return codec.write(Map.of("outcomes", outcomes));
  }
}
