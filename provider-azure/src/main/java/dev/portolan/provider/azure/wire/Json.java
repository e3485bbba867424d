package dev.portolan.provider.azure.wire;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonSerializable;
import com.azure.json.JsonWriter;
import com.azure.json.ReadValueCallback;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON by azure-json: of the SDK's own models, and of what no model is for. */
public final class Json {
  private Json() {}

  /**
   * An object's fields: texts, numbers, booleans, lists and maps of them.
   *
   * @throws IOException if the text is anything else
   */
  public static Map<String, Object> object(String text) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(text)) {
      Object value = reader.readUntyped();
      if (!(value instanceof Map<?, ?> map)) {
        throw new IOException("no JSON object");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, each) -> fields.put(String.valueOf(name), each));
      return fields;
    } catch (IllegalStateException e) {
      throw new IOException("no JSON", e);
    }
  }

  /** One of the SDK's models. */
  public static <T> T read(byte[] bytes, ReadValueCallback<JsonReader, T> model)
      throws IOException {
    try (JsonReader reader = JsonProviders.createReader(bytes)) {
      return model.read(reader);
    }
  }

  /** The text of one of the SDK's models. */
  public static String write(JsonSerializable<?> model) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = JsonProviders.createWriter(text)) {
      model.toJson(writer);
    }
    return text.toString();
  }

  /** The text of an object whose fields are texts, numbers, booleans, lists and maps of them. */
  public static String write(Map<String, ?> fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = JsonProviders.createWriter(text)) {
      writer.writeUntyped(fields);
    }
    return text.toString();
  }

  /** A text field; empty for none. */
  public static String text(Map<String, ?> fields, String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** An object's field that is an object; empty for none. */
  public static Map<String, ?> object(Map<String, ?> fields, String name) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (fields.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> all.put(String.valueOf(key), value));
    }
    return all;
  }

  /** A field that is a list of objects; empty for none. */
  public static List<Map<String, ?>> objects(Map<String, ?> fields, String name) {
    List<Map<String, ?>> all = new ArrayList<>();
    if (fields.get(name) instanceof List<?> list) {
      list.forEach(each -> all.add(object(Map.of("", each), "")));
    }
    return all;
  }

  /** A field that is a list, as texts; empty for none. */
  public static List<String> texts(Map<String, ?> fields, String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
