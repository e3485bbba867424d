package dev.portolan.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.PlainValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.AccessPattern;

/** Reads a scalar, or an array of primitives, as the house does. */
final class PlainReading extends StdScalarDeserializer<Object> {
  private static final long serialVersionUID = 1L;

  private final Class<?> type;
  private final transient Optional<ValueDeserializer<?>> own;
  private final boolean texts;

  /**
   * @param own Jackson's, for what an annotation says of the form
   * @param texts whether a number may come as text
   */
  PlainReading(Class<?> type, Optional<ValueDeserializer<?>> own, boolean texts) {
    super(type);
    this.type = type;
    this.own = own;
    this.texts = texts;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, BeanProperty property) {
    JsonFormat.Value form = findFormatOverrides(context, property, type);
    if (form == null || form.equals(JsonFormat.Value.empty())) {
      return this;
    }
    if (PlainValues.isText(type)) {
      return own.get().createContextual(context, property);
    }
    return new PlainReading(type, own, form.getShape() == JsonFormat.Shape.STRING);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) {
    return made(tree(parser), context);
  }

  @Override
  public Object getNullValue(DeserializationContext context) {
    return made(null, context);
  }

  @Override
  public AccessPattern getNullAccessPattern() {
    return AccessPattern.DYNAMIC;
  }

  @Override
  public LogicalType logicalType() {
    return own.map(ValueDeserializer::logicalType).orElse(LogicalType.OtherScalar);
  }

  private Object made(Object tree, DeserializationContext context) {
    try {
      return PlainValues.read(
          tree, type, texts || context.getAttribute(Jackson3Codec.TEXTS) != null);
    } catch (CodecException refused) {
      throw DatabindException.from(context, refused.getMessage(), refused);
    }
  }

  private Object tree(JsonParser parser) {
    switch (parser.currentToken()) {
      case VALUE_STRING:
        return parser.getString();
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

  private List<Object> array(JsonParser parser) {
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
