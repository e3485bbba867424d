package dev.portolan.runtime;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.codec.Codec;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The data of CloudEvents that came as bytes, and events that go out. */
final class EventData {
  static final String MEDIA_TYPE = "application/cloudevents+json";

  private EventData() {}

  /**
   * Data as a value of this type.
   *
   * @param data bytes of this media type, {@link UntoldData}, or what {@link JsonReader} read
   */
  static Object bind(Object data, String mediaType, Type type, Codec codec) {
    if (data instanceof UntoldData) {
      return from((UntoldData) data, type, codec);
    }
    if (data instanceof byte[]) {
      return from((byte[]) data, mediaType, type, codec);
    }
    if (type == byte[].class && data != null) {
      return data instanceof String
          ? ((String) data).getBytes(StandardCharsets.UTF_8)
          : new JsonWriter().value(data).toBytes();
    }
    return codec.bind(data, type);
  }

  /** Data of this media type as a value of this type; JSON where nothing else is said. */
  static Object from(byte[] bytes, String mediaType, Type type, Codec codec) {
    if (type == byte[].class) {
      return bytes;
    }
    boolean text = type == String.class || type == Object.class && isText(mediaType);
    return text && !isJson(mediaType)
        ? HttpRequest.of("POST", "/").withHeader("content-type", mediaType).withBody(bytes).text()
        : codec.read(bytes, type);
  }

  /**
   * Data of which only the function's type says what it is; who takes anything is handed JSON as
   * what it says, and other text as that, but for what begins as an object or a list does: that is
   * JSON of which something is missing.
   */
  static Object from(UntoldData data, Type type, Codec codec) {
    if (type == Object.class) {
      return anything(data.bytes(), codec);
    }
    String mediaType = type == String.class ? "text/plain; charset=utf-8" : null;
    return from(data.bytes(), mediaType, type, codec);
  }

  private static Object anything(byte[] bytes, Codec codec) {
    try {
      return codec.read(bytes, Object.class);
    } catch (CodecException noJson) {
      if (bytes.length == 0 || beginsAsJson(bytes) || !Utf8.isValid(bytes)) {
        throw noJson;
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static boolean beginsAsJson(byte[] bytes) {
    for (byte each : bytes) {
      if (each != ' ' && each != '\t' && each != '\n' && each != '\r') {
        return each == '{' || each == '[';
      }
    }
    return false;
  }

  private static boolean isText(String mediaType) {
    return mediaType != null && essence(mediaType).toLowerCase(Locale.ROOT).startsWith("text/");
  }

  static boolean isJson(String mediaType) {
    if (mediaType == null || mediaType.isEmpty()) {
      return true;
    }
    String essence = essence(mediaType).toLowerCase(Locale.ROOT);
    return essence.endsWith("/json") || essence.endsWith("+json");
  }

  private static String essence(String mediaType) {
    int end = mediaType.indexOf(';');
    return mediaType.substring(0, end < 0 ? mediaType.length() : end).trim();
  }

  /**
   * A message of this data: bytes and texts as they are, all else as JSON.
   *
   * @param mediaType empty if nothing was told of it
   */
  static OutboundMessage message(
      Map<String, String> attributes, String mediaType, Object data, Codec codec) {
    if (data == null || data instanceof byte[]) {
      byte[] bytes = data == null ? new byte[0] : (byte[]) data;
      String otherwise = data == null ? null : "application/octet-stream";
      return new OutboundMessage(attributes, mediaType.isEmpty() ? otherwise : mediaType, bytes);
    }
    if (data instanceof String && (mediaType.isEmpty() || !isJson(mediaType))) {
      String text = mediaType.isEmpty() ? "text/plain" : essence(mediaType);
      byte[] bytes = ((String) data).getBytes(StandardCharsets.UTF_8);
      return new OutboundMessage(attributes, text.concat("; charset=utf-8"), bytes);
    }
    boolean told = !mediaType.isEmpty() && isJson(mediaType);
    return new OutboundMessage(
        attributes, told ? mediaType : "application/json", codec.write(data));
  }

  /** An event in its JSON form. */
  static byte[] write(Event<?> event, Codec codec) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("specversion", "1.0");
    json.put("id", event.id());
    json.put("source", event.source());
    json.put("type", event.type());
    if (event.subject().isPresent()) {
      json.put("subject", event.subject().get());
    }
    if (event.time().isPresent()) {
      json.put("time", event.time().get().toString());
    }
    json.putAll(event.extensions());
    if (!event.dataContentType().isEmpty()) {
      json.put("datacontenttype", event.dataContentType());
    }
    Object data = event.data();
    if (data instanceof byte[]) {
      json.put("data_base64", Base64.getEncoder().encodeToString((byte[]) data));
    } else if (data instanceof String && !isJson(event.dataContentType())) {
      json.put("data", data);
    } else if (data != null) {
      json.put("data", JsonReader.read(codec.write(data)));
    }
    return new JsonWriter().value(json).toBytes();
  }
}
