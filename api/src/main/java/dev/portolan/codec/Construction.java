package dev.portolan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * How an object is made whose properties are the parameters of a constructor, by their names in the
 * class file: a Kotlin or Scala class, or a Java class that does not change.
 *
 * <p>It is the public constructor with the most parameters of which each has a field of its name
 * and type. What a document does not name is taken from the default that the declaration says.
 */
final class Construction {
  final String[] names;
  final Type[] types;
  private final Constructor<?> constructor;
  private final KotlinDefaults kotlin;
  private final Method[] scala;

  private Construction(Class<?> type, Constructor<?> constructor) {
    this.constructor = constructor;
    Parameter[] parameters = constructor.getParameters();
    names = new String[parameters.length];
    types = constructor.getGenericParameterTypes();
    for (int i = 0; i < names.length; i++) {
      names[i] = parameters[i].getName();
    }
    constructor.setAccessible(true);
    kotlin = KotlinDefaults.of(type, constructor);
    scala = kotlin == null ? scalaDefaults(type, names.length) : null;
  }

  static Construction of(Class<?> type, Constructor<?> constructor) {
    return new Construction(type, constructor);
  }

  /** The one of this class; {@code null} if there is none, or more than one. */
  static Constructor<?> find(Class<?> type) {
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

  /** Scala's compiler makes a method of the companion of each default: {@code <init>$default$1}. */
  private static Method[] scalaDefaults(Class<?> type, int count) {
    Method[] found = null;
    Class<?> companion = Languages.companion(type);
    if (companion == null) {
      return null;
    }
    for (Method method : companion.getMethods()) {
      String name = method.getName();
      if (name.startsWith("$lessinit$greater$default$") && method.getParameterCount() == 0) {
        int number = Integer.parseInt(name.substring(name.lastIndexOf('$') + 1));
        found = found == null ? new Method[count] : found;
        if (number <= count) {
          method.setAccessible(true);
          found[number - 1] = method;
        }
      }
    }
    return found;
  }

  /** Whether an object is made with a value for each parameter that a document lacks. */
  boolean hasDefaults() {
    return kotlin != null || scala != null;
  }

  boolean has(String property) {
    for (String name : names) {
      if (name.equals(property)) {
        return true;
      }
    }
    return false;
  }

  Object make(Binder binder, Map<String, Object> object, Type[] parameterTypes)
      throws ReflectiveOperationException {
    Object[] values = new Object[names.length];
    boolean[] missing = new boolean[names.length];
    boolean any = false;
    for (int i = 0; i < names.length; i++) {
      if (!object.containsKey(names[i]) && scala != null && scala[i] != null) {
        values[i] = scala[i].invoke(companion(scala[i]));
      } else if (!object.containsKey(names[i]) && kotlin != null && kotlin.has(i)) {
        missing[i] = true;
        any = true;
      } else {
        values[i] = BeanShape.bind(binder, object, names[i], parameterTypes[i]);
      }
    }
    return any ? kotlin.create(values, missing) : constructor.newInstance(values);
  }

  private static Object companion(Method method) throws ReflectiveOperationException {
    return Modifier.isStatic(method.getModifiers())
        ? null
        : method.getDeclaringClass().getField("MODULE$").get(null);
  }
}
