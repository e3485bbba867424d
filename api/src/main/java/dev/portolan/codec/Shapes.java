package dev.portolan.codec;

import java.util.concurrent.ConcurrentHashMap;

/** What is known about the classes met so far. */
final class Shapes {
  private final ConcurrentHashMap<Class<?>, Object> known = new ConcurrentHashMap<>();

  RecordShape record(Class<?> type) {
    Object shape = known.get(type);
    if (shape == null) {
      shape = new RecordShape(type);
      known.put(type, shape);
    }
    return (RecordShape) shape;
  }

  BeanShape bean(Class<?> type) {
    Object shape = known.get(type);
    if (shape == null) {
      shape = new BeanShape(type);
      known.put(type, shape);
    }
    return (BeanShape) shape;
  }

  void write(Object value, JsonWriter writer) {
    record(value.getClass()).write(value, writer);
  }
}
