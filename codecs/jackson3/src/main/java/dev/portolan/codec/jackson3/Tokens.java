package dev.portolan.codec.jackson3;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What the house's reader made of a document, as the tokens that Jackson binds. */
final class Tokens {
  private Tokens() {}

  static void write(Object tree, JsonGenerator to) {
    if (tree == null) {
      to.writeNull();
    } else if (tree instanceof String text) {
      to.writeString(text);
    } else if (tree instanceof Map<?, ?> object) {
      to.writeStartObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        to.writeName((String) entry.getKey());
        write(entry.getValue(), to);
      }
      to.writeEndObject();
    } else if (tree instanceof List<?> array) {
      to.writeStartArray();
      for (Object item : array) {
        write(item, to);
      }
      to.writeEndArray();
    } else if (tree instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else {
      number(tree, to);
    }
  }

  private static void number(Object tree, JsonGenerator to) {
    if (tree instanceof Long || tree instanceof Integer) {
      to.writeNumber(((Number) tree).longValue());
    } else if (tree instanceof BigDecimal exact) {
      to.writeNumber(exact);
    } else if (tree instanceof BigInteger exact) {
      to.writeNumber(new BigDecimal(exact));
    } else if (tree instanceof Double real) {
      to.writeNumber(real);
    } else {
      throw new IllegalArgumentException("no JSON was read as a " + tree.getClass().getName());
    }
  }
}
