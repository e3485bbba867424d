package dev.portolan.codec;

import java.lang.annotation.Annotation;

/** Which compiler made a class, as far as the class tells it. */
final class Languages {
  private Languages() {}

  static boolean isKotlin(Class<?> type) {
    return metadata(type) != null;
  }

  /** What Kotlin's compiler says of a class; {@code null} if another made it. */
  static Annotation metadata(Class<?> type) {
    for (Annotation each : type.getDeclaredAnnotations()) {
      if (each.annotationType().getName().equals("kotlin.Metadata")) {
        return each;
      }
    }
    return null;
  }

  /** What Scala's compiler makes beside a class, not initialized; {@code null} without one. */
  static Class<?> companion(Class<?> type) {
    try {
      Class<?> found = Class.forName(type.getName() + "$", false, type.getClassLoader());
      found.getField("MODULE$");
      return found;
    } catch (ClassNotFoundException | NoSuchFieldException none) {
      return null;
    }
  }
}
