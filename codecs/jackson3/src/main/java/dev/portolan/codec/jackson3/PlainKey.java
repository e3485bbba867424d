package dev.portolan.codec.jackson3;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.PlainValues;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;

/** Reads the key of a map as the house does. */
final class PlainKey extends KeyDeserializer {
  private final Class<?> type;

  PlainKey(Class<?> type) {
    this.type = type;
  }

  @Override
  public Object deserializeKey(String name, DeserializationContext context) {
    try {
      return PlainValues.readKey(name, type);
    } catch (CodecException refused) {
      throw DatabindException.from(context, refused.getMessage(), refused);
    }
  }
}
