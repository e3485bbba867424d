package dev.portolan.codec;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.ZoneId;
import java.util.UUID;

/** Types that are written as text: {@code java.time} in ISO 8601, {@code UUID}, {@code URI}. */
final class Texts {
  private static final int UUID_LENGTH = 36;

  private Texts() {}

  static boolean isText(Class<?> type) {
    return type == UUID.class
        || type == URI.class
        || type == CharSequence.class
        || type.getName().startsWith("java.time.");
  }

  static Object read(Object tree, Class<?> type) {
    if (!(tree instanceof String)) {
      throw Failure.expected(form(type));
    }
    String text = (String) tree;
    try {
      if (type == CharSequence.class) {
        return text;
      }
      if (type == UUID.class) {
        if (text.length() != UUID_LENGTH) {
          throw Failure.expected(form(type));
        }
        return UUID.fromString(text);
      }
      return type == URI.class ? URI.create(text) : time(text, type);
    } catch (IllegalArgumentException malformed) {
      throw Failure.expected(form(type));
    }
  }

  /**
   * Calls the type's own {@code parse}; every class of {@code java.time} that is a value has it.
   */
  private static Object time(String text, Class<?> type) {
    try {
      return ZoneId.class.isAssignableFrom(type)
          ? type.getMethod("of", String.class).invoke(null, text)
          : type.getMethod("parse", CharSequence.class).invoke(null, text);
    } catch (InvocationTargetException malformed) {
      throw Failure.expected(form(type));
    } catch (ReflectiveOperationException unfit) {
      throw new IllegalStateException("a " + type.getName() + " cannot be read", unfit);
    }
  }

  private static String form(Class<?> type) {
    return "text in the form of " + type.getSimpleName();
  }
}
