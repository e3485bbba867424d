package dev.portolan.adapter.springcloudfunction;

import dev.portolan.FunctionException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event whose attributes stand in the body with its data. Taken apart before Spring sees it,
 * which would believe the data's type that stands there.
 *
 * @param headers the attributes, under the names that Spring gives them
 */
record StructuredEvent(Map<String, Object> headers, ContentType type, byte[] data) {

  /**
   * The event that a body is.
   *
   * @throws FunctionException with 400 if it is none
   */
  static StructuredEvent of(byte[] body) {
    Map<?, ?> tree;
    try {
      tree = (Map<?, ?>) JsonReader.read(body);
    } catch (RuntimeException none) {
      throw none();
    }
    Map<String, Object> headers = new LinkedHashMap<>();
    tree.forEach(
        (name, value) -> {
          boolean isData = name.equals("data") || name.equals("data_base64");
          if (!isData && !name.equals("datacontenttype") && value != null) {
            headers.put(EventWire.PREFIX + name, value.toString());
          }
        });
    Object said = tree.get("datacontenttype");
    ContentType type = said instanceof String text ? ContentType.of(text) : ContentType.JSON;
    return new StructuredEvent(headers, type, data(tree, type));
  }

  private static byte[] data(Map<?, ?> tree, ContentType type) {
    Object data = tree.get("data");
    if (tree.get("data_base64") instanceof String base64) {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException malformed) {
        throw none();
      }
    }
    if (data == null) {
      return new byte[0];
    }
    if (data instanceof String text && !type.isJson()) {
      Charset charset = type.type().getCharset();
      return text.getBytes(charset == null ? StandardCharsets.UTF_8 : charset);
    }
    return new JsonWriter().value(data).toBytes();
  }

  private static FunctionException none() {
    return new FunctionException(400, "bad-input", "The body is no event");
  }
}
