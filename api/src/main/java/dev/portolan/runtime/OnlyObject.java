package dev.portolan.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** The one object of a class that makes no others: an {@code object} of Kotlin or of Scala. */
public final class OnlyObject {
  private OnlyObject() {}

  /**
   * The object that a class without public constructors keeps of itself, in its static field {@code
   * INSTANCE} or {@code MODULE$}; {@code null} if it is no such class.
   */
  public static Object of(Class<?> type) throws IllegalAccessException {
    if (type.getConstructors().length > 0) {
      return null;
    }
    for (Field field : type.getDeclaredFields()) {
      boolean named = field.getName().equals("INSTANCE") || field.getName().equals("MODULE$");
      if (named && field.getType() == type && Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        return field.get(null);
      }
    }
    return null;
  }
}
