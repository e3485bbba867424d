package dev.portolan.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.util.Arrays;

/**
 * The default values of a Kotlin constructor, without Kotlin.
 *
 * <p>Beside a constructor with such values stands a synthetic one that takes after the same
 * parameters a mask for each 32 of them, whose bits name those to take from the declaration, and a
 * marker that is {@code null}. It ignores the bit of a parameter that has no default. Which have is
 * in the class's metadata alone: <a
 * href="https://github.com/JetBrains/kotlin/blob/master/core/metadata/src/metadata.proto">{@code
 * Class.constructor}, {@code Constructor.value_parameter}, {@code ValueParameter.flags}</a>,
 * written by <a
 * href="https://github.com/JetBrains/kotlin/blob/master/core/metadata.jvm/src/org/jetbrains/kotlin/metadata/jvm/deserialization/BitEncoding.java">{@code
 * BitEncoding}</a>.
 */
final class KotlinDefaults {
  private static final String MARKER = "kotlin.jvm.internal.DefaultConstructorMarker";
  private static final int CONSTRUCTOR = 8;
  private static final int VALUE_PARAMETER = 2;
  private static final int FLAGS = 1;

  /** The second bit of a parameter's flags, {@code Flags.DECLARES_DEFAULT_VALUE}. */
  private static final int DECLARES_DEFAULT = 2;

  private static final int BITS = 32;

  private final Constructor<?> twin;
  private final boolean[] has;

  private KotlinDefaults(Constructor<?> twin, boolean[] has) {
    this.twin = twin;
    this.has = has;
  }

  /** Those of this constructor; {@code null} if it has none. */
  static KotlinDefaults of(Class<?> type, Constructor<?> constructor) {
    Class<?>[] parameters = constructor.getParameterTypes();
    int all = parameters.length + masks(parameters.length) + 1;
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      Class<?>[] types = each.getParameterTypes();
      if (each.isSynthetic()
          && types.length == all
          && types[all - 1].getName().equals(MARKER)
          && Arrays.equals(Arrays.copyOf(types, parameters.length), parameters)) {
        each.setAccessible(true);
        return new KotlinDefaults(each, declared(type, parameters.length));
      }
    }
    return null;
  }

  /** Whether any constructor of this class has some. */
  static boolean areOf(Class<?> type) {
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      Class<?>[] types = each.getParameterTypes();
      if (types.length > 0 && types[types.length - 1].getName().equals(MARKER)) {
        return true;
      }
    }
    return false;
  }

  private static int masks(int parameters) {
    return (parameters + BITS - 1) / BITS;
  }

  boolean has(int parameter) {
    return has[parameter];
  }

  /** Creates an object, with what the declaration says for each parameter that is missing. */
  Object create(Object[] values, boolean[] missing) throws ReflectiveOperationException {
    int count = values.length;
    Object[] all = Arrays.copyOf(values, count + masks(count) + 1);
    Class<?>[] types = twin.getParameterTypes();
    for (int i = count; i < all.length - 1; i++) {
      all[i] = 0;
    }
    for (int i = 0; i < count; i++) {
      if (missing[i]) {
        int mask = count + i / BITS;
        all[mask] = (Integer) all[mask] | 1 << i % BITS;
        all[i] = types[i].isPrimitive() ? Array.get(Array.newInstance(types[i], 1), 0) : null;
      }
    }
    return twin.newInstance(all);
  }

  /** Which parameters of the constructor with so many have a default; none if nothing tells. */
  private static boolean[] declared(Class<?> type, int parameters) {
    try {
      Annotation told = Languages.metadata(type);
      if (told != null) {
        String[] data = (String[]) told.annotationType().getMethod("d1").invoke(told);
        return new Message(String.join("", data)).constructor(parameters);
      }
    } catch (ReflectiveOperationException | IndexOutOfBoundsException unknown) {
      // A form that is not known yet: then what is missing is asked for.
    }
    return new boolean[parameters];
  }

  /** A message of protobuf, a byte a character. */
  private static final class Message {
    private final String bytes;
    private int position;
    private int end;

    /** Behind the mark of the encoding, and behind the table of names and its length. */
    Message(String text) {
      bytes = text;
      end = text.length();
      if (bytes.charAt(position++) != 0) {
        throw new IndexOutOfBoundsException("another encoding");
      }
      int names = number();
      position += names;
    }

    /** The flags of the first constructor that has so many parameters, some with a default. */
    boolean[] constructor(int parameters) {
      while (position < end) {
        int tag = number();
        if (tag == (CONSTRUCTOR << 3 | 2)) {
          boolean[] found = parameters(parameters);
          if (found != null) {
            return found;
          }
        } else {
          skip(tag & 7);
        }
      }
      return new boolean[parameters];
    }

    private boolean[] parameters(int expected) {
      int length = number();
      int outer = position + length;
      boolean[] found = new boolean[expected];
      boolean any = false;
      int count = 0;
      while (position < outer) {
        int tag = number();
        if (tag != (VALUE_PARAMETER << 3 | 2)) {
          skip(tag & 7);
          continue;
        }
        int inner = number();
        int last = position + inner;
        while (position < last) {
          int field = number();
          if (field != FLAGS << 3) {
            skip(field & 7);
          } else if ((number() & DECLARES_DEFAULT) != 0 && count < expected) {
            found[count] = true;
            any = true;
          }
        }
        count++;
      }
      return count == expected && any ? found : null;
    }

    private int number() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        int next = bytes.charAt(position++) & 0xff;
        value |= shift < BITS ? (next & 0x7f) << shift : 0;
        if (next < 0x80) {
          return value;
        }
      }
    }

    private void skip(int wire) {
      int length = wire == 0 ? 0 : wire == 1 ? 8 : wire == 5 ? 4 : 0;
      int value = wire == 0 || wire == 2 ? number() : 0;
      position += wire == 2 ? value : length;
    }
  }
}
