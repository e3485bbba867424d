package dev.portolan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A class that is no record: read by setters and public fields, written by getters and those. */
final class BeanShape {
  private final Class<?> type;
  private final Map<String, Method> getters = new TreeMap<>();
  private final Map<String, Method> setters = new TreeMap<>();
  private final Map<String, Field> fields = new TreeMap<>();

  BeanShape(Class<?> type) {
    this.type = type;
    if (type.getName().startsWith("java.") || type.getName().startsWith("jdk.")) {
      throw new IllegalArgumentException("a " + type.getName() + " has no JSON form");
    }
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() != Object.class) {
        property(method);
      }
    }
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        fields.put(field.getName(), field);
      }
    }
    if (getters.isEmpty() && setters.isEmpty() && fields.isEmpty()) {
      throw new IllegalArgumentException(
          "a " + type.getName() + " has no JSON form: make it a record, or give it properties");
    }
  }

  private void property(Method method) {
    String name = method.getName();
    boolean plain = method.getParameterCount() == 0 && !method.isBridge();
    if (name.startsWith("get") && plain && method.getReturnType() != void.class) {
      add(getters, name.substring(3), method);
    } else if (name.startsWith("is") && plain && method.getReturnType() == boolean.class) {
      add(getters, name.substring(2), method);
    } else if (name.startsWith("set") && method.getParameterCount() == 1 && !method.isBridge()) {
      add(setters, name.substring(3), method);
    }
  }

  private static void add(Map<String, Method> methods, String name, Method method) {
    if (!name.isEmpty()) {
      method.setAccessible(true);
      methods.put(property(name), method);
    }
  }

  /** As JavaBeans have it: {@code Name} is {@code name}, and {@code URL} stays. */
  private static String property(String name) {
    boolean capitals =
        name.length() > 1
            && Character.isUpperCase(name.charAt(0))
            && Character.isUpperCase(name.charAt(1));
    return capitals ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  Object read(Binder binder, Map<String, Object> object) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object bean = constructor.newInstance();
      for (Map.Entry<String, Method> setter : setters.entrySet()) {
        if (object.containsKey(setter.getKey())) {
          Type wanted = setter.getValue().getGenericParameterTypes()[0];
          set(bean, setter, bind(binder, object, setter.getKey(), wanted));
        }
      }
      for (Map.Entry<String, Field> field : fields.entrySet()) {
        boolean settable = !Modifier.isFinal(field.getValue().getModifiers());
        if (settable && object.containsKey(field.getKey())) {
          Type wanted = field.getValue().getGenericType();
          field.getValue().set(bean, bind(binder, object, field.getKey(), wanted));
        }
      }
      return bean;
    } catch (InvocationTargetException refused) {
      throw Failure.refused(refused);
    } catch (ReflectiveOperationException unfit) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be read: make it a record, or give it a constructor"
              + " without parameters",
          unfit);
    }
  }

  private static void set(Object bean, Map.Entry<String, Method> setter, Object value)
      throws IllegalAccessException {
    try {
      setter.getValue().invoke(bean, value);
    } catch (InvocationTargetException refused) {
      throw Failure.within(setter.getKey(), Failure.refused(refused));
    }
  }

  private static Object bind(Binder binder, Map<String, Object> object, String name, Type wanted) {
    try {
      return binder.bind(object.get(name), wanted);
    } catch (RuntimeException failure) {
      throw Failure.within(name, failure);
    }
  }

  void write(Object value, JsonWriter writer) {
    String separator = "{";
    Set<String> names = new TreeSet<>(getters.keySet());
    names.addAll(fields.keySet());
    for (String name : names) {
      Method getter = getters.get(name);
      writer.raw(separator).string(name).raw(":");
      writer.value(getter == null ? get(fields.get(name), value) : RecordShape.get(getter, value));
      separator = ",";
    }
    writer.raw(separator.equals("{") ? "{}" : "}");
  }

  private static Object get(Field field, Object value) {
    try {
      return field.get(value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
