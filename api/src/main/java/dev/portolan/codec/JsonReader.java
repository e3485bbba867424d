package dev.portolan.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document (RFC 8259) into maps, lists, strings, numbers and booleans.
 *
 * <p>Refuses what other readers disagree about: a byte order mark, bytes that are not UTF-8, lone
 * surrogates, a name twice in one object, anything after the document. Nesting is limited to 200, a
 * number to 1000 characters and an exponent of at most 9999.
 *
 * <p>A whole number is a {@code Long} where it fits; {@code -0.0} is a {@code Double}; every other
 * number is a {@code BigDecimal}.
 */
public final class JsonReader {
  static final int MAX_DEPTH = 200;
  static final int MAX_NUMBER = 1000;
  static final int MAX_EXPONENT = 9999;

  private final byte[] bytes;
  private int position;

  private JsonReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the whole document.
   *
   * @throws CodecException if it is no JSON, or beyond a limit
   */
  public static Object read(byte[] bytes) {
    JsonReader reader = new JsonReader(bytes);
    Object value = reader.value(reader.token(), 0);
    int rest = reader.token();
    if (rest >= 0) {
      throw Failure.syntax(reader.position, "Unexpected text after the document");
    }
    return value;
  }

  /** The first byte of the next token, not consumed; -1 at the end. */
  private int token() {
    while (position < bytes.length) {
      byte b = bytes[position];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xff;
      }
      position++;
    }
    return -1;
  }

  private Object value(int first, int depth) {
    switch (first) {
      case '"':
        return string();
      case '{':
        return object(depth + 1);
      case '[':
        return array(depth + 1);
      case 't':
        return literal("true", Boolean.TRUE);
      case 'f':
        return literal("false", Boolean.FALSE);
      case 'n':
        return literal("null", null);
      case -1:
        throw Failure.syntax(position, "The document ends where a value is expected");
      default:
        if (first == '-' || first >= '0' && first <= '9') {
          return number();
        }
        throw Failure.syntax(position, "Expected a value");
    }
  }

  private Object literal(String word, Object value) {
    for (int i = 0; i < word.length(); i++) {
      if (position + i >= bytes.length || bytes[position + i] != word.charAt(i)) {
        throw Failure.syntax(position, "Expected a value");
      }
    }
    position += word.length();
    return value;
  }

  private Map<String, Object> object(int depth) {
    enter(depth);
    Map<String, Object> object = new LinkedHashMap<>();
    int next = token();
    if (next == '}') {
      position++;
      return object;
    }
    while (true) {
      if (next != '"') {
        throw Failure.syntax(position, "Expected a name in quotes");
      }
      int start = position;
      String name = string();
      if (token() != ':') {
        throw Failure.syntax(position, "Expected a colon");
      }
      position++;
      Object value = value(token(), depth);
      if (object.containsKey(name)) {
        throw Failure.syntax(start, "The same name twice in one object");
      }
      object.put(name, value);
      next = token();
      if (next == '}') {
        position++;
        return object;
      }
      if (next != ',') {
        throw Failure.syntax(position, "Expected a comma or the end of the object");
      }
      position++;
      next = token();
    }
  }

  private List<Object> array(int depth) {
    enter(depth);
    List<Object> array = new ArrayList<>();
    int next = token();
    if (next == ']') {
      position++;
      return array;
    }
    while (true) {
      array.add(value(next, depth));
      next = token();
      if (next == ']') {
        position++;
        return array;
      }
      if (next != ',') {
        throw Failure.syntax(position, "Expected a comma or the end of the array");
      }
      position++;
      next = token();
    }
  }

  private void enter(int depth) {
    if (depth > MAX_DEPTH) {
      throw Failure.syntax(position, "Nested deeper than 200");
    }
    position++;
  }

  private Object number() {
    int start = position;
    boolean negative = bytes[position] == '-';
    if (negative) {
      position++;
    }
    int digits = position;
    long whole = digits();
    if (bytes[digits] == '0' && position > digits + 1) {
      throw Failure.syntax(digits, "A number with a leading zero");
    }
    boolean fits = position - digits <= 18;
    boolean plain = true;
    if (peek() == '.') {
      plain = false;
      position++;
      digits();
    }
    if ((peek() | 0x20) == 'e') {
      plain = false;
      position++;
      exponent();
    }
    if (position - start > MAX_NUMBER) {
      throw Failure.syntax(start, "A number longer than 1000 characters");
    }
    if (plain && fits) {
      return negative ? -whole : whole;
    }
    return decimal(start, negative, plain);
  }

  private Object decimal(int start, boolean negative, boolean plain) {
    String text = new String(bytes, start, position - start, StandardCharsets.ISO_8859_1);
    BigDecimal exact = new BigDecimal(text);
    if (plain && exact.unscaledValue().bitLength() < Long.SIZE) {
      return exact.longValue();
    }
    if (Math.abs((long) exact.precision() - exact.scale() - 1) > MAX_EXPONENT) {
      throw Failure.syntax(start, "An exponent beyond 9999");
    }
    return negative && exact.signum() == 0 ? (Object) (-0.0d) : exact;
  }

  private int peek() {
    return position < bytes.length ? bytes[position] : -1;
  }

  /** Reads one or more digits; their value is meaningless beyond 18 of them. */
  private long digits() {
    int start = position;
    long value = 0;
    while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
      value = value * 10 + (bytes[position] - '0');
      position++;
    }
    if (position == start) {
      throw Failure.syntax(position, "Expected a digit");
    }
    return value;
  }

  private void exponent() {
    if (peek() == '+' || peek() == '-') {
      position++;
    }
    int start = position;
    long value = digits();
    if (position - start > 18 || value > MAX_EXPONENT) {
      throw Failure.syntax(start, "An exponent beyond 9999");
    }
  }

  private String string() {
    int start = ++position;
    for (int i = start; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '"') {
        position = i + 1;
        return new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
      }
      if (b == '\\' || b < ' ') {
        StringBuilder text = new StringBuilder(i - start + 16);
        text.append(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
        position = i;
        return rest(text);
      }
    }
    throw Failure.syntax(bytes.length, "The document ends within a string");
  }

  /** Reads the rest of a string that holds escapes or characters beyond ASCII. */
  private String rest(StringBuilder text) {
    while (position < bytes.length) {
      int b = bytes[position];
      if (b == '"') {
        position++;
        return text.toString();
      }
      if (b == '\\') {
        position++;
        escape(text);
      } else if (b < 0) {
        position = Utf8.decode(bytes, position, text);
      } else if (b < ' ') {
        throw Failure.syntax(position, "A control character within a string");
      } else {
        text.append((char) b);
        position++;
      }
    }
    throw Failure.syntax(bytes.length, "The document ends within a string");
  }

  private void escape(StringBuilder text) {
    int letter = peek();
    int at = "\"\\/bfnrt".indexOf(letter);
    if (letter == 'u') {
      char unit = hex();
      if (Character.isHighSurrogate(unit)) {
        char low =
            peek() == '\\' && position + 1 < bytes.length && bytes[++position] == 'u' ? hex() : 0;
        if (!Character.isLowSurrogate(low)) {
          throw Failure.syntax(position, "A lone surrogate within a string");
        }
        text.append(unit).append(low);
      } else if (Character.isLowSurrogate(unit)) {
        throw Failure.syntax(position, "A lone surrogate within a string");
      } else {
        text.append(unit);
      }
    } else if (letter > 0 && at >= 0) {
      text.append("\"\\/\b\f\n\r\t".charAt(at));
      position++;
    } else {
      throw Failure.syntax(position, "An escape that does not exist");
    }
  }

  /** Reads the letter u and four hexadecimal digits. */
  private char hex() {
    int unit = 0;
    for (int i = 1; i <= 4; i++) {
      int b = position + i < bytes.length ? bytes[position + i] : -1;
      int digit = b < 0 ? -1 : Character.digit(b, 16);
      if (digit < 0) {
        throw Failure.syntax(position, "An escape without four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    position += 5;
    return (char) unit;
  }
}
