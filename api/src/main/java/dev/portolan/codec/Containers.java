package dev.portolan.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collections, maps, arrays and {@code Optional}. */
final class Containers {
  private Containers() {}

  static boolean isOptional(Class<?> type) {
    return type == Optional.class
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class;
  }

  static boolean isContainer(Class<?> type) {
    return type.isArray()
        || isOptional(type)
        || type == Iterable.class
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type);
  }

  /**
   * Reads a container.
   *
   * @param first the type of the elements, or of a map's keys
   * @param second the type of a map's values
   */
  static Object read(Binder binder, Object tree, Class<?> type, Type first, Type second) {
    if (isOptional(type)) {
      return optional(binder, tree, type, first);
    }
    if (tree == null) {
      return null;
    }
    if (type.isArray()) {
      return array(binder, tree, type.getComponentType(), type.getComponentType());
    }
    if (Map.class.isAssignableFrom(type)) {
      return map(binder, tree, type, Generics.raw(first), second);
    }
    Collection<Object> collection = collection(type);
    List<?> items = binder.array(tree);
    for (int i = 0; i < items.size(); i++) {
      collection.add(item(binder, items.get(i), first, i));
    }
    return collection;
  }

  static Object array(Binder binder, Object tree, Class<?> raw, Type element) {
    List<?> items = binder.array(tree);
    Object array = Array.newInstance(raw, items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, item(binder, items.get(i), element, i));
    }
    return array;
  }

  private static Object item(Binder binder, Object tree, Type type, int index) {
    try {
      return binder.bind(tree, type);
    } catch (RuntimeException failure) {
      throw Failure.within(Integer.toString(index), failure);
    }
  }

  private static Object optional(Binder binder, Object tree, Class<?> type, Type element) {
    if (type == Optional.class) {
      return Optional.ofNullable(binder.bind(tree, element));
    }
    if (type == OptionalInt.class) {
      return tree == null
          ? OptionalInt.empty()
          : OptionalInt.of((Integer) Numbers.read(binder, tree, int.class));
    }
    if (type == OptionalLong.class) {
      return tree == null
          ? OptionalLong.empty()
          : OptionalLong.of((Long) Numbers.read(binder, tree, long.class));
    }
    return tree == null
        ? OptionalDouble.empty()
        : OptionalDouble.of((Double) Numbers.read(binder, tree, double.class));
  }

  private static Object map(Binder binder, Object tree, Class<?> type, Class<?> keys, Type values) {
    Map<Object, Object> map;
    if (type.isAssignableFrom(LinkedHashMap.class)) {
      map = new LinkedHashMap<>();
    } else if (type.isAssignableFrom(TreeMap.class)) {
      map = new TreeMap<>();
    } else {
      throw new IllegalArgumentException("a " + type.getName() + " cannot be read: use Map");
    }
    for (Map.Entry<String, Object> entry : binder.object(tree).entrySet()) {
      Object key = Scalars.readKey(binder, entry.getKey(), keys);
      if (map.containsKey(key)) {
        throw Failure.expected("each name once");
      }
      map.put(key, binder.bind(entry.getValue(), values));
    }
    return map;
  }

  private static Collection<Object> collection(Class<?> type) {
    if (type.isAssignableFrom(ArrayList.class)) {
      return new ArrayList<>();
    }
    if (type.isAssignableFrom(LinkedHashSet.class)) {
      return new LinkedHashSet<>();
    }
    if (type.isAssignableFrom(TreeSet.class)) {
      return new TreeSet<>();
    }
    if (type.isAssignableFrom(ArrayDeque.class)) {
      return new ArrayDeque<>();
    }
    throw new IllegalArgumentException("a " + type.getName() + " cannot be read: use List or Set");
  }

  static void write(Object value, JsonWriter writer) {
    if (value instanceof Optional) {
      writer.value(((Optional<?>) value).orElse(null));
    } else if (value instanceof OptionalInt) {
      OptionalInt number = (OptionalInt) value;
      writer.value(number.isPresent() ? number.getAsInt() : null);
    } else if (value instanceof OptionalLong) {
      OptionalLong number = (OptionalLong) value;
      writer.value(number.isPresent() ? number.getAsLong() : null);
    } else if (value instanceof OptionalDouble) {
      OptionalDouble number = (OptionalDouble) value;
      writer.value(number.isPresent() ? number.getAsDouble() : null);
    } else {
      int length = Array.getLength(value);
      writer.raw("[");
      for (int i = 0; i < length; i++) {
        writer.raw(i == 0 ? "" : ",").value(Array.get(value, i));
      }
      writer.raw("]");
    }
  }
}
