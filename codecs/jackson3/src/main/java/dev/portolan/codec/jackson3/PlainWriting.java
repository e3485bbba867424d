package dev.portolan.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Writes times as their own text. */
final class PlainWriting extends StdScalarSerializer<Object> {
  private static final long serialVersionUID = 1L;

  private final transient ValueSerializer<?> own;

  /**
   * @param own Jackson's, for what an annotation says of the form
   */
  @SuppressWarnings("unchecked")
  PlainWriting(Class<?> type, ValueSerializer<?> own) {
    super((Class<Object>) type);
    this.own = own;
  }

  static boolean isFor(Class<?> type) {
    return type.getName().startsWith("java.time.") && !type.isEnum();
  }

  @Override
  public ValueSerializer<?> createContextual(SerializationContext provider, BeanProperty property) {
    JsonFormat.Value form = findFormatOverrides(provider, property, handledType());
    if (form == null || form.equals(JsonFormat.Value.empty())) {
      return this;
    }
    return own.createContextual(provider, property);
  }

  @Override
  public void serialize(Object value, JsonGenerator to, SerializationContext provider) {
    to.writeString(value.toString());
  }
}
