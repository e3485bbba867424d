package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of DynamoDB as plain JSON: numbers exact, sets as arrays, bytes in Base64.
 *
 * <p>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html
 */
final class AttributeValues {
  /** "Up to 38 digits of precision", and exponents to 125; more than that is not DynamoDB's. */
  private static final int LONGEST_NUMBER = 200;

  /** "an item's attributes may be nested up to 32 levels". */
  private static final int DEEPEST = 100;

  private AttributeValues() {}

  /** An item, or a part of one that is a map. */
  static Map<String, Object> plain(Map<?, ?> item) {
    return map(item, 0);
  }

  private static Map<String, Object> map(Map<?, ?> item, int depth) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> attribute : item.entrySet()) {
      plain.put((String) attribute.getKey(), value(attribute.getValue(), depth + 1));
    }
    return plain;
  }

  private static Object value(Object typed, int depth) {
    if (!(typed instanceof Map) || ((Map<?, ?>) typed).size() != 1 || depth > DEEPEST) {
      throw unknown();
    }
    Map.Entry<?, ?> only = ((Map<?, ?>) typed).entrySet().iterator().next();
    Object value = only.getValue();
    switch ((String) only.getKey()) {
      case "S":
      case "B":
        return text(value);
      case "N":
        return number(text(value));
      case "BOOL":
        if (value instanceof Boolean) {
          return value;
        }
        throw unknown();
      case "NULL":
        return null;
      case "M":
        if (value instanceof Map) {
          return map((Map<?, ?>) value, depth);
        }
        throw unknown();
      case "L":
      case "SS":
      case "BS":
      case "NS":
        return list((String) only.getKey(), value, depth);
      default:
        throw unknown();
    }
  }

  private static List<Object> list(String type, Object value, int depth) {
    if (!(value instanceof List)) {
      throw unknown();
    }
    List<Object> plain = new ArrayList<>();
    for (Object each : (List<?>) value) {
      if (type.equals("L")) {
        plain.add(value(each, depth + 1));
      } else {
        plain.add(type.equals("NS") ? number(text(each)) : text(each));
      }
    }
    return plain;
  }

  private static String text(Object value) {
    if (value instanceof String) {
      return (String) value;
    }
    throw unknown();
  }

  /** As a reader of JSON has it: a {@code Long} where that is the number. */
  private static Number number(String text) {
    try {
      if (text.length() <= LONGEST_NUMBER) {
        BigDecimal exact = new BigDecimal(text);
        boolean whole = exact.scale() == 0 && exact.unscaledValue().bitLength() < Long.SIZE;
        if (Math.abs(exact.scale()) <= LONGEST_NUMBER) {
          return whole ? (Number) exact.longValue() : exact;
        }
      }
    } catch (NumberFormatException none) {
      // told below
    }
    throw unknown();
  }

  private static CodecException unknown() {
    return new CodecException("Expected an attribute value of DynamoDB");
  }
}
