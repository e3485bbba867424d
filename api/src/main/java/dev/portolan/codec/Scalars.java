package dev.portolan.codec;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Base64;
import java.util.UUID;

/** Values that are neither text nor a record: decides who reads and writes which. */
final class Scalars {
  private Scalars() {}

  static Object read(Binder binder, Object tree, Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return bool(binder, tree);
    }
    if (type == byte[].class) {
      return bytes(tree);
    }
    if (Numbers.isNumber(type)) {
      return Numbers.read(binder, tree, type);
    }
    if (type == char.class || type == Character.class) {
      boolean one = tree instanceof String && ((String) tree).length() == 1;
      return one ? (Object) ((String) tree).charAt(0) : binder.mismatch("one character");
    }
    if (type.isEnum()) {
      return constant(tree, type);
    }
    if (Texts.isText(type)) {
      return Texts.read(tree, type);
    }
    if (Containers.isContainer(type)) {
      return Containers.read(binder, tree, type, Object.class, Object.class);
    }
    BeanShape shape = binder.shapes.bean(type);
    return shape.read(binder, binder.object(tree), shape.types());
  }

  private static Object bool(Binder binder, Object tree) {
    if (tree instanceof Boolean) {
      return tree;
    }
    boolean word = binder.texts && ("true".equals(tree) || "false".equals(tree));
    return word ? (Object) "true".equals(tree) : binder.mismatch("true or false");
  }

  private static byte[] bytes(Object tree) {
    if (tree instanceof String) {
      try {
        return Base64.getDecoder().decode((String) tree);
      } catch (IllegalArgumentException malformed) {
        throw Failure.expected("text in Base64");
      }
    }
    throw Failure.expected("text in Base64");
  }

  private static Object constant(Object tree, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(tree)) {
        return constant;
      }
    }
    throw Failure.expected("one of the values this field may have");
  }

  static void write(Object value, JsonWriter writer, Shapes shapes) {
    if (value instanceof Number) {
      number((Number) value, writer);
    } else if (value instanceof Enum) {
      writer.string(((Enum<?>) value).name());
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof UUID
        || value instanceof URI
        || value.getClass().getName().startsWith("java.time.")) {
      writer.string(value.toString());
    } else if (value instanceof byte[]) {
      writer.string(Base64.getEncoder().encodeToString((byte[]) value));
    } else if (value.getClass().isArray() || Containers.isOptional(value.getClass())) {
      Containers.write(value, writer);
    } else if (shapes == null) {
      throw new IllegalArgumentException("a " + value.getClass().getName() + " is no plain value");
    } else {
      shapes.bean(value.getClass()).write(value, writer);
    }
  }

  private static void number(Number number, JsonWriter writer) {
    boolean finite =
        !(number instanceof Double || number instanceof Float)
            || Double.isFinite(number.doubleValue());
    if (!finite || !isStandard(number)) {
      throw new IllegalArgumentException("a number that JSON does not have: " + number);
    }
    writer.raw(number.toString());
  }

  private static boolean isStandard(Number number) {
    String name = number.getClass().getName();
    return number instanceof BigDecimal
        || name.startsWith("java.lang.")
        || name.startsWith("java.math.")
        || name.startsWith("java.util.concurrent.atomic.");
  }

  /** The name under which a map's entry is written. */
  static String key(Object key) {
    if (key instanceof String) {
      return (String) key;
    }
    if (key instanceof Enum) {
      return ((Enum<?>) key).name();
    }
    boolean plain =
        key instanceof Number
            || key instanceof Character
            || key instanceof Boolean
            || key != null && Texts.isText(key.getClass());
    if (!plain) {
      throw new IllegalArgumentException("a map's key that is no plain value");
    }
    return key.toString();
  }

  /** The key of a map's entry of that name. */
  static Object readKey(Binder binder, String name, Class<?> type) {
    if (type == String.class || type == Object.class) {
      return name;
    }
    if (type.isRecord() || Containers.isContainer(type)) {
      throw new IllegalArgumentException("a map's key cannot be a " + type.getName());
    }
    return read(new Binder(binder.shapes, true), name, type);
  }
}
