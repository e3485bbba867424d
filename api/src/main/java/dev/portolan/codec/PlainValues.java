package dev.portolan.codec;

import java.lang.reflect.Type;

/**
 * The values that every codec reads alike: text, numbers, truth values, {@code byte[]}, {@code
 * UUID}, {@code URI} and {@code java.time}.
 *
 * <p>For codecs that bind the rest with a library: a number that does not fit, a text in place of a
 * number or a time that is none must not depend on which one that is.
 */
public final class PlainValues {
  private static final Shapes NONE = new Shapes();

  private PlainValues() {}

  /** Whether a value of this class is one JSON scalar, and its class is not an enum. */
  public static boolean isPlain(Class<?> type) {
    return type == String.class
        || type == boolean.class
        || type == Boolean.class
        || type == char.class
        || type == Character.class
        || type == byte[].class
        || Numbers.isRead(type)
        || isText(type);
  }

  /** Whether a value of this class is written as its own text: {@code UUID}, {@code java.time}. */
  public static boolean isText(Class<?> type) {
    return !type.isEnum() && Texts.isText(type);
  }

  /**
   * Makes such a value, or an array or an optional of such.
   *
   * @param tree what {@link JsonReader} read: a map or a list for what is no scalar
   * @param texts whether every scalar came as text, as in a query
   * @throws CodecException if it is not of that type; the message does not say where
   */
  public static Object read(Object tree, Type type, boolean texts) {
    return new Binder(NONE, texts).bind(tree, type);
  }

  /**
   * Makes the key of a map of the name it has in a document.
   *
   * @throws CodecException if it is not of that type
   */
  public static Object readKey(String name, Class<?> type) {
    return Scalars.readKey(new Binder(NONE, true), name, type);
  }
}
