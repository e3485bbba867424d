package dev.portolan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;

/** A record: its components by name, its canonical constructor, its accessors. */
final class RecordShape {
  final Type[] types;
  private final Constructor<?> constructor;
  private final String[] names;
  private final Method[] accessors;

  RecordShape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] raw = new Class<?>[components.length];
    types = new Type[components.length];
    names = new String[components.length];
    accessors = new Method[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      names[i] = component.getName();
      raw[i] = component.getType();
      types[i] = component.getGenericSignature() == null ? raw[i] : component.getGenericType();
      accessors[i] = component.getAccessor();
      accessors[i].setAccessible(true);
    }
    try {
      constructor = type.getDeclaredConstructor(raw);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
    constructor.setAccessible(true);
  }

  Object read(Binder binder, Map<String, Object> object, Type[] componentTypes) {
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      try {
        values[i] = binder.bind(object.get(names[i]), componentTypes[i]);
      } catch (RuntimeException failure) {
        throw Failure.within(names[i], failure);
      }
    }
    return make(values);
  }

  String name(int index) {
    return names[index];
  }

  Object make(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw Failure.refused(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void write(Object value, JsonWriter writer) {
    String separator = "{";
    for (int i = 0; i < names.length; i++) {
      writer.raw(separator).string(names[i]).raw(":").value(get(accessors[i], value));
      separator = ",";
    }
    writer.raw(names.length == 0 ? "{}" : "}");
  }

  static Object get(Method accessor, Object value) {
    try {
      return accessor.invoke(value);
    } catch (InvocationTargetException thrown) {
      throw new IllegalArgumentException("a value whose accessor fails", thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
