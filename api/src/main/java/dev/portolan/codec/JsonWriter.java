package dev.portolan.codec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Writes one JSON document, in UTF-8.
 *
 * <p>For one thread. Nesting is limited to 200, which ends circles too.
 */
public final class JsonWriter {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final Shapes shapes;
  private byte[] bytes = new byte[512];
  private int length;
  private int depth;

  JsonWriter(Shapes shapes) {
    this.shapes = shapes;
  }

  /** A writer for maps, lists, strings, numbers and booleans. */
  public JsonWriter() {
    this(null);
  }

  /** What was written so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Writes characters of ASCII as they are: punctuation, names, literals. */
  public JsonWriter raw(String ascii) {
    int count = ascii.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** Writes text in quotes. */
  public JsonWriter string(String text) {
    int count = text.length();
    ensure(count + 2);
    bytes[length++] = '"';
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x80 && c != '"' && c != '\\';
      if (plain && length < bytes.length) {
        bytes[length++] = (byte) c;
      } else if (c < 0x80) {
        ascii(c);
      } else if (!Character.isSurrogate(c)) {
        multibyte(c);
      } else {
        if (i + 1 == count || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw new IllegalArgumentException("text with a lone surrogate cannot be written");
        }
        multibyte(Character.toCodePoint(c, text.charAt(++i)));
      }
    }
    ensure(1);
    bytes[length++] = '"';
    return this;
  }

  /** Writes text in quotes that is UTF-8 already; the caller made sure of that. */
  public JsonWriter utf8(byte[] text) {
    ensure(text.length + 2);
    bytes[length++] = '"';
    for (byte b : text) {
      if (b < 0) {
        ensure(1);
        bytes[length++] = b;
      } else {
        ascii(b);
      }
    }
    ensure(1);
    bytes[length++] = '"';
    return this;
  }

  /**
   * Writes any value.
   *
   * @throws IllegalArgumentException if it has no JSON form
   */
  public JsonWriter value(Object value) {
    if (value == null) {
      return raw("null");
    }
    if (value instanceof String) {
      return string((String) value);
    }
    if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      return raw(value.toString());
    }
    if (++depth > JsonReader.MAX_DEPTH) {
      throw new IllegalArgumentException("a value nested deeper than 200, or a circle");
    }
    if (value.getClass().isRecord()) {
      shapes.write(value, this);
    } else if (value instanceof Map) {
      map((Map<?, ?>) value);
    } else if (value instanceof Collection) {
      list((Collection<?>) value);
    } else {
      Scalars.write(value, this, shapes);
    }
    depth--;
    return this;
  }

  private void map(Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      raw(separator).string(Scalars.key(entry.getKey())).raw(":").value(entry.getValue());
      separator = ",";
    }
    raw(map.isEmpty() ? "{}" : "}");
  }

  private void list(Collection<?> list) {
    String separator = "[";
    for (Object item : list) {
      raw(separator).value(item);
      separator = ",";
    }
    raw(list.isEmpty() ? "[]" : "]");
  }

  private void ascii(int c) {
    ensure(6);
    if (c == '"' || c == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) c;
    } else if (c >= ' ') {
      bytes[length++] = (byte) c;
    } else {
      int at = "\b\f\n\r\t".indexOf(c);
      bytes[length++] = '\\';
      if (at >= 0) {
        bytes[length++] = (byte) "bfnrt".charAt(at);
      } else {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 15];
      }
    }
  }

  private void multibyte(int code) {
    ensure(4);
    if (code < 0x800) {
      bytes[length++] = (byte) (0xc0 | code >> 6);
    } else {
      if (code < 0x10000) {
        bytes[length++] = (byte) (0xe0 | code >> 12);
      } else {
        bytes[length++] = (byte) (0xf0 | code >> 18);
        bytes[length++] = (byte) (0x80 | code >> 12 & 0x3f);
      }
      bytes[length++] = (byte) (0x80 | code >> 6 & 0x3f);
    }
    bytes[length++] = (byte) (0x80 | code & 0x3f);
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
