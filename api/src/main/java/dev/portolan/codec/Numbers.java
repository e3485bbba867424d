package dev.portolan.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Numbers, without loss: what does not fit its type is refused. */
final class Numbers {
  private Numbers() {}

  static boolean isNumber(Class<?> type) {
    return type.isPrimitive()
        ? type != boolean.class && type != char.class
        : Number.class.isAssignableFrom(type) && type.getName().startsWith("java.");
  }

  /** Whether it is one that can be read, not written alone. */
  static boolean isRead(Class<?> type) {
    String name = type.getName();
    return isNumber(type)
        && (type.isPrimitive() || name.startsWith("java.lang.") || name.startsWith("java.math."));
  }

  static Object read(Binder binder, Object tree, Class<?> type) {
    Object number = tree;
    if (binder.texts && tree instanceof String) {
      number = parse((String) tree);
    }
    if (!(number instanceof Number)) {
      throw Failure.expected(isWhole(type) ? "a whole number" : "a number");
    }
    return convert((Number) number, type);
  }

  private static Object parse(String text) {
    if (!text.equals(text.trim())) {
      return null;
    }
    try {
      return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (CodecException malformed) {
      return null;
    }
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class
        || type == short.class
        || type == Short.class
        || type == byte.class
        || type == Byte.class
        || type == BigInteger.class;
  }

  private static Object convert(Number number, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return (int) whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return whole(number, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return finite(number.doubleValue());
    }
    if (type == short.class || type == Short.class) {
      return (short) whole(number, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (type == byte.class || type == Byte.class) {
      return (byte) whole(number, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    if (type == float.class || type == Float.class) {
      finite(number.floatValue());
      return number.floatValue();
    }
    if (type == BigDecimal.class) {
      return decimal(number);
    }
    if (type == BigInteger.class) {
      return integer(number);
    }
    if (type == Number.class) {
      return number;
    }
    throw new IllegalArgumentException("a " + type.getName() + " cannot be read");
  }

  private static long whole(Number number, long least, long most) {
    BigInteger exact = number instanceof Long ? null : integer(number);
    if (exact != null && exact.bitLength() >= Long.SIZE) {
      throw Failure.expected("a smaller number");
    }
    long value = exact == null ? number.longValue() : exact.longValue();
    if (value < least || value > most) {
      throw Failure.expected("a smaller number");
    }
    return value;
  }

  /** At most as many digits as a number may have characters: an exponent must not buy memory. */
  private static BigInteger integer(Number number) {
    BigDecimal exact = decimal(number);
    if ((long) exact.precision() - exact.scale() > JsonReader.MAX_NUMBER) {
      throw Failure.expected("a smaller number");
    }
    try {
      return exact.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw Failure.expected("a whole number");
    }
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal) {
      return (BigDecimal) number;
    }
    return number instanceof Long
        ? BigDecimal.valueOf(number.longValue())
        : BigDecimal.valueOf(number.doubleValue());
  }

  private static double finite(double value) {
    if (Double.isInfinite(value)) {
      throw Failure.expected("a smaller number");
    }
    return value;
  }
}
