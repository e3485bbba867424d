package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import java.util.List;
import java.util.Map;

/** Reads members of what AWS sent; what is of another sort than documented is refused. */
final class Members {
  private Members() {}

  /** Text that must be there. */
  static String text(Map<?, ?> object, String name) {
    String text = optional(object, name);
    if (text == null) {
      throw expected("text", name);
    }
    return text;
  }

  /** Text, or {@code null} if there is none or it is empty. */
  static String optional(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (value != null && !(value instanceof String)) {
      throw expected("text", name);
    }
    return value == null || ((String) value).isEmpty() ? null : (String) value;
  }

  /** An object that must be there. */
  static Map<?, ?> object(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (!(value instanceof Map)) {
      throw expected("an object", name);
    }
    return (Map<?, ?>) value;
  }

  /** An object; an empty one if there is none. */
  static Map<?, ?> optionalObject(Map<?, ?> object, String name) {
    return object.get(name) == null ? Map.of() : object(object, name);
  }

  /** A list; an empty one if there is none. */
  static List<?> optionalList(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (value != null && !(value instanceof List)) {
      throw expected("an array", name);
    }
    return value == null ? List.of() : (List<?>) value;
  }

  /** A whole number that is not negative, which some senders write as text. */
  static long number(Map<?, ?> object, String name) {
    Object value = object.get(name);
    try {
      long number = value instanceof Long ? (Long) value : Long.parseLong((String) value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException | ClassCastException none) {
      // told below
    }
    throw expected("a whole number", name);
  }

  static RuntimeException expected(String what, String name) {
    return new CodecException("Expected " + what + " at /" + name);
  }
}
