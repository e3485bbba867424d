package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Events in HTTP messages: binary and structured mode. Source: CloudEvents HTTP protocol binding
 * 1.0.2, JSON event format 1.0.2.
 */
final class EventWire {
  private static final String STRUCTURED = "application/cloudevents+json";

  private EventWire() {}

  /** The event of a message; empty when it bears none, or none that is complete. */
  static Optional<Event> read(Map<String, List<String>> headers, byte[] body) {
    String type = "";
    SortedMap<String, String> attributes = new TreeMap<>();
    for (Map.Entry<String, List<String>> each : headers.entrySet()) {
      if (each.getKey() == null) {
        continue;
      }
      String name = each.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("content-type")) {
        type = each.getValue().get(0);
      } else if (name.startsWith("ce-")) {
        attributes.put(name.substring(3), decoded(each.getValue().get(0)));
      }
    }
    if (type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
      return structured(body);
    }
    return complete(new Event(attributes, type, body));
  }

  private static Optional<Event> complete(Event event) {
    boolean all =
        List.of("id", "source", "type", "specversion").stream()
            .noneMatch(name -> event.get(name).isEmpty());
    return all ? Optional.of(event) : Optional.empty();
  }

  private static Optional<Event> structured(byte[] body) {
    try {
      JsonNode json = Json.parse(new String(body, StandardCharsets.UTF_8));
      SortedMap<String, String> attributes = new TreeMap<>();
      for (Map.Entry<String, JsonNode> each : Json.fields(json)) {
        if (!each.getKey().startsWith("data") && each.getValue().isValueNode()) {
          attributes.put(each.getKey(), each.getValue().asText());
        }
      }
      String type = json.path("datacontenttype").asText("application/json");
      return complete(new Event(attributes, type, data(json)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] data(JsonNode json) {
    if (json.has("data_base64")) {
      return Base64.getDecoder().decode(json.path("data_base64").asText());
    }
    JsonNode data = json.path("data");
    if (Json.absent(data)) {
      return new byte[0];
    }
    boolean text =
        data.isTextual() && !json.path("datacontenttype").asText("json").contains("json");
    return (text ? data.asText() : data.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /** Header fields of an event in binary mode. */
  static Map<String, String> headers(Event event) {
    Map<String, String> headers = new TreeMap<>();
    event.attributes().forEach((name, value) -> headers.put("ce-" + name, encoded(value)));
    if (!event.contentType().isEmpty()) {
      headers.put("Content-Type", event.contentType());
    }
    return headers;
  }

  private static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c <= ' ' || c >= 0x7f || c == '"' || c == '%') {
        text.append('%').append(Integer.toHexString(c + 256).substring(1).toUpperCase(Locale.ROOT));
      } else {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private static String decoded(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '%' && value.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
        bytes.write(Integer.parseInt(value.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(value.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
