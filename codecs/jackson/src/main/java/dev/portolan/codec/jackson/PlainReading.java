package dev.portolan.codec.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.AccessPattern;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.PlainValues;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a scalar, or an array of primitives, as the house does. */
final class PlainReading extends StdScalarDeserializer<Object> implements ContextualDeserializer {
  private static final long serialVersionUID = 1L;

  private final Class<?> type;
  private final transient Optional<JsonDeserializer<?>> own;
  private final boolean texts;

  /**
   * @param own Jackson's, for what an annotation says of the form
   * @param texts whether a number may come as text
   */
  PlainReading(Class<?> type, Optional<JsonDeserializer<?>> own, boolean texts) {
    super(type);
    this.type = type;
    this.own = own;
    this.texts = texts;
  }

  @Override
  public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
      throws JsonMappingException {
    JsonFormat.Value form = findFormatOverrides(context, property, type);
    if (form == null || form.equals(JsonFormat.Value.empty())) {
      return this;
    }
    if (PlainValues.isText(type)) {
      return own.get() instanceof ContextualDeserializer contextual
          ? contextual.createContextual(context, property)
          : own.get();
    }
    return new PlainReading(type, own, form.getShape() == JsonFormat.Shape.STRING);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return made(tree(parser), context);
  }

  @Override
  public Object getNullValue(DeserializationContext context) throws JsonMappingException {
    return made(null, context);
  }

  @Override
  public AccessPattern getNullAccessPattern() {
    return AccessPattern.DYNAMIC;
  }

  @Override
  public LogicalType logicalType() {
    return own.map(JsonDeserializer::logicalType).orElse(LogicalType.OtherScalar);
  }

  private Object made(Object tree, DeserializationContext context) throws JsonMappingException {
    try {
      return PlainValues.read(
          tree, type, texts || context.getAttribute(JacksonCodec.TEXTS) != null);
    } catch (CodecException refused) {
      throw JsonMappingException.from(context, refused.getMessage(), refused);
    }
  }

  private Object tree(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING:
        return parser.getText();
      case VALUE_NUMBER_INT:
      case VALUE_NUMBER_FLOAT:
        return number(parser.getNumberValue());
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      case START_ARRAY:
        return type.isArray() ? array(parser) : List.of();
      default:
        return Map.of();
    }
  }

  private List<Object> array(JsonParser parser) throws IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean nested = parser.currentToken().isStructStart();
      items.add(nested ? Map.of() : tree(parser));
      parser.skipChildren();
    }
    return items;
  }

  /** As the house has numbers; Jackson keeps some tokens back, and has others then. */
  private static Number number(Number number) {
    if (number instanceof Integer) {
      return number.longValue();
    }
    if (number instanceof Float) {
      return number.doubleValue();
    }
    return number instanceof BigInteger whole ? new BigDecimal(whole) : number;
  }
}
