package dev.portolan.codec;

import java.lang.reflect.Type;
import java.util.Map;

/**
 * Reads and writes the values that functions take and answer.
 *
 * <p>One object serves all invocations at once. An implementation has a public constructor without
 * parameters; the descriptor of the functions names its class.
 */
public interface Codec {

  /**
   * Reads one JSON document.
   *
   * @param json the whole document, UTF-8
   * @param type what it shall become; a class, or a parameterized type
   * @return the value; {@code null} for a JSON {@code null}
   * @throws CodecException if the document is no JSON, or not of that type
   */
  Object read(byte[] json, Type type);

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
}
