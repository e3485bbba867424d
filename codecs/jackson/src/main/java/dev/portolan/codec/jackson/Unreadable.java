package dev.portolan.codec.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializer;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Refuses a bean that can be told nothing: what was sent would be lost without a word. */
final class Unreadable extends StdDeserializer<Object> {
  private static final long serialVersionUID = 1L;

  Unreadable(Class<?> type) {
    super(type);
  }

  /** Whether Jackson would make it of nothing; one of the kinds of something may be so. */
  static boolean isFor(BeanDescription bean, JsonDeserializer<?> own) {
    if (own.getClass() != BeanDeserializer.class || bean.getBeanClass().isRecord()) {
      return false;
    }
    BeanDeserializer reading = (BeanDeserializer) own;
    ValueInstantiator making = reading.getValueInstantiator();
    return reading.getPropertyCount() == 0
        && making.canCreateUsingDefault()
        && !making.canCreateFromObjectWith()
        && !making.canCreateUsingDelegate()
        && !making.canCreateUsingArrayDelegate()
        && bean.findAnySetterAccessor() == null
        && (bean.findInjectables() == null || bean.findInjectables().isEmpty())
        && !bean.getClassAnnotations().has(JsonTypeInfo.class);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return context.reportBadDefinition(
        handledType(),
        handledType().getName()
            + " cannot be read: make it a record, give it a constructor without parameters and"
            + " setters, or have the compiler keep the names of its constructor's parameters");
  }
}
