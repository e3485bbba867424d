package dev.portolan.codec.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/** Writes times as their own text. */
final class PlainWriting extends StdScalarSerializer<Object> implements ContextualSerializer {
  private static final long serialVersionUID = 1L;

  private final transient JsonSerializer<?> own;

  /**
   * @param own Jackson's, for what an annotation says of the form
   */
  @SuppressWarnings("unchecked")
  PlainWriting(Class<?> type, JsonSerializer<?> own) {
    super((Class<Object>) type);
    this.own = own;
  }

  static boolean isFor(Class<?> type) {
    return type.getName().startsWith("java.time.") && !type.isEnum();
  }

  @Override
  public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
      throws JsonMappingException {
    JsonFormat.Value form = findFormatOverrides(provider, property, handledType());
    if (form == null || form.equals(JsonFormat.Value.empty())) {
      return this;
    }
    return own instanceof ContextualSerializer contextual
        ? contextual.createContextual(provider, property)
        : own;
  }

  @Override
  public void serialize(Object value, JsonGenerator to, SerializerProvider provider)
      throws IOException {
    to.writeString(value.toString());
  }
}
