package dev.portolan.sandbox.azure.worker;

import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;

/**
 * What annotations of Azure's library, which is not on the class path here, say of a parameter
 * ({@code CoreTypeResolver}); its name in the source says nothing.
 */
final class Annotations {
  private static final String LIBRARY = "com.microsoft.azure.functions.annotation";

  private Annotations() {}

  /** The {@code name} of the last that has one; {@code null} if none has. */
  static String binding(Parameter parameter) {
    String name = null;
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation.toString().contains(LIBRARY)) {
        name = text(annotation, "name");
      }
      if (name == null) {
        for (Annotation meta : annotation.annotationType().getAnnotations()) {
          if (meta.annotationType().getName().equals(LIBRARY + ".CustomBinding")) {
            String own = text(annotation, "name");
            name = own == null ? text(meta, "name") : own;
          }
        }
      }
    }
    return name;
  }

  /** The value of {@code @BindingName}; empty if there is none. */
  static String metadata(Parameter parameter) {
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation.annotationType().getName().equals(LIBRARY + ".BindingName")) {
        return text(annotation, "value");
      }
    }
    return "";
  }

  private static String text(Annotation annotation, String member) {
    try {
      return (String) annotation.annotationType().getMethod(member).invoke(annotation);
    } catch (ReflectiveOperationException absent) {
      return null;
    }
  }
}
