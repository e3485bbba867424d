package dev.portolan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;

/** Which constructor makes the objects of a class that is no record, the same in every codec. */
public final class Constructors {
  private Constructors() {}

  /**
   * The constructor that is given the properties, for a codec that cannot ask for the default
   * values of Kotlin: the public one with the most parameters of which each has a field of its name
   * and type.
   *
   * @return {@code null} if there is none, or more than one; for a record; and where objects are
   *     made with nothing and then told, of Kotlin's only if all can be told that they are made of
   */
  public static Constructor<?> withoutDefaults(Class<?> type) {
    if (type.isRecord() || type.getName().startsWith("java.")) {
      return null;
    }
    Constructor<?> most = ofProperties(type);
    return most == null || isToldLater(type, most) ? null : most;
  }

  private static boolean isToldLater(Class<?> type, Constructor<?> constructor) {
    if (!isMadeOfNothing(type) || !KotlinDefaults.areOf(type)) {
      return isChangeable(type);
    }
    for (Parameter parameter : constructor.getParameters()) {
      if (!canSet(type, parameter.getName())) {
        return false;
      }
    }
    return true;
  }

  /** The one whose parameters are properties; {@code null} if there is none, or more than one. */
  static Constructor<?> ofProperties(Class<?> type) {
    Constructor<?> most = null;
    boolean several = false;
    for (Constructor<?> each : type.getConstructors()) {
      if (each.getParameterCount() > 0 && !each.isSynthetic() && areProperties(type, each)) {
        int more = most == null ? 1 : each.getParameterCount() - most.getParameterCount();
        several = more == 0 || more < 0 && several;
        most = more > 0 ? each : most;
      }
    }
    return several ? null : most;
  }

  private static boolean areProperties(Class<?> type, Constructor<?> constructor) {
    for (Parameter parameter : constructor.getParameters()) {
      if (!parameter.isNamePresent() || parameter.getName().indexOf('$') >= 0) {
        return false;
      }
      try {
        if (type.getDeclaredField(parameter.getName()).getType() != parameter.getType()) {
          return false;
        }
      } catch (NoSuchFieldException none) {
        return false;
      }
    }
    return true;
  }

  /** Whether objects can be made with nothing and then be told something. */
  static boolean isChangeable(Class<?> type) {
    return isMadeOfNothing(type) && canSet(type, null);
  }

  private static boolean isMadeOfNothing(Class<?> type) {
    try {
      type.getDeclaredConstructor();
      return true;
    } catch (NoSuchMethodException none) {
      return false;
    }
  }

  /** Whether this property can be set; without a name, any. */
  private static boolean canSet(Class<?> type, String property) {
    for (Method method : type.getMethods()) {
      String name = method.getName();
      if (name.startsWith("set")
          && method.getParameterCount() == 1
          && (property == null || name.substring(3).equalsIgnoreCase(property))) {
        return true;
      }
    }
    for (Field field : type.getFields()) {
      if (isSettable(field) && (property == null || field.getName().equals(property))) {
        return true;
      }
    }
    return false;
  }

  static boolean isSettable(Field field) {
    return (field.getModifiers() & (Modifier.FINAL | Modifier.STATIC)) == 0;
  }
}
