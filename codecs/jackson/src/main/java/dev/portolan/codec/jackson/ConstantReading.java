package dev.portolan.codec.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;

/** Reads an enum as Jackson does, but not with blanks around its name. */
final class ConstantReading extends DelegatingDeserializer {
  private static final long serialVersionUID = 1L;

  ConstantReading(JsonDeserializer<?> own) {
    super(own);
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> own) {
    return new ConstantReading(own);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      String text = parser.getText();
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
