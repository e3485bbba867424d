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
 * <p>It is the one of {@link Constructors#ofProperties}. What a document does not name is taken
 * from the default that the declaration says.
 */
final class Construction {
  final String[] names;
  final Type[] types;
  private final Constructor<?> constructor;
  private final KotlinDefaults kotlin;
  private final Method[] scala;

  /** The one of a class by this constructor; the companion that Scala gave it, or {@code null}. */
  Construction(Class<?> type, Constructor<?> constructor, Class<?> companion) {
    this.constructor = constructor;
    Parameter[] parameters = constructor.getParameters();
    names = new String[parameters.length];
    types = constructor.getGenericParameterTypes();
    for (int i = 0; i < names.length; i++) {
      names[i] = parameters[i].getName();
    }
    constructor.setAccessible(true);
    kotlin = KotlinDefaults.of(type, constructor);
    scala = kotlin == null ? scalaDefaults(companion, names.length) : null;
  }

  /** Scala's compiler makes a method of the companion of each default: {@code <init>$default$1}. */
  private static Method[] scalaDefaults(Class<?> companion, int count) {
    Method[] found = null;
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
