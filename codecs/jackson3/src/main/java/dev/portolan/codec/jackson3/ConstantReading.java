package dev.portolan.codec.jackson3;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Reads an enum as Jackson does, but not with blanks around its name. */
final class ConstantReading extends DelegatingDeserializer {
  private static final long serialVersionUID = 1L;

  ConstantReading(ValueDeserializer<?> own) {
    super(own);
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> own) {
    return new ConstantReading(own);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      String text = parser.getString();
      if (!text.equals(text.trim())) {
        return context.handleWeirdStringValue(handledType(), text, "blanks around it");
      }
    }
    try {
      return super.deserialize(parser, context);
    } catch (StreamReadException beyond) {
      // It asks for an int before it knows whether a number is one of the constants.
      return context.handleWeirdNumberValue(handledType(), parser.getNumberValue(), "no constant");
    }
  }
}
