package dev.portolan.codec.jackson;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.PlainValues;

/** Reads the key of a map as the house does. */
final class PlainKey extends KeyDeserializer {
  private final Class<?> type;

  PlainKey(Class<?> type) {
    this.type = type;
  }

  @Override
  public Object deserializeKey(String name, DeserializationContext context)
      throws JsonMappingException {
    try {
      return PlainValues.readKey(name, type);
    } catch (CodecException refused) {
      throw JsonMappingException.from(context, refused.getMessage(), refused);
    }
  }
}
