package dev.portolan.codec;

import java.lang.reflect.Type;
import java.util.Map;

/**
 * Makes the values that functions take of JSON, and JSON of what they answer.
 *
 * <p>Every document is read by {@link JsonReader} first, so that what is malformed, ambiguous or
 * beyond a limit is refused before any codec sees it; a codec binds what was read. One object
 * serves all invocations at once. An implementation has a public constructor without parameters;
 * the descriptor of the functions names its class.
 */
public interface Codec {

  /**
   * Makes a value of what {@link JsonReader} read.
   *
   * @param tree a map, a list, a {@code String}, {@code Long}, {@code BigDecimal}, {@code Double}
   *     or {@code Boolean}, or {@code null}; it is not changed
   * @param type what it shall become; a class, or a parameterized type
   * @return the value; {@code null} for a JSON {@code null}
   * @throws CodecException if the document is not of that type
   * @throws IllegalArgumentException if no document could be of that type
   */
  Object bind(Object tree, Type type);

  /**
   * Makes a value from texts, as a query has them.
   *
   * @param texts by name a {@code String}, or a {@code List} of them where a name came repeatedly
   * @throws CodecException if the texts do not make such a value
   */
  Object fromTexts(Map<String, Object> texts, Type type);

  /**
   * Writes one JSON document.
   *
   * @throws IllegalArgumentException if the value has no JSON form
   */
  byte[] write(Object value);

  /**
   * Reads one JSON document.
   *
   * @param json the whole document, UTF-8
   * @throws CodecException if the document is no JSON, beyond a limit, or not of that type
   */
  default Object read(byte[] json, Type type) {
    return bind(JsonReader.read(json), type);
  }
}
