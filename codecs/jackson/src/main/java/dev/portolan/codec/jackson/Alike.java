package dev.portolan.codec.jackson;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.ArrayType;
import dev.portolan.codec.Constructors;
import dev.portolan.codec.PlainValues;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Puts the house's reading of scalars in the place of Jackson's own, which takes more: NaN in
 * quotes, times with blanks around them, numbers for dates. What a user's module brings stays.
 */
final class Alike {
  private static final String JACKSONS = "com.fasterxml.jackson.";

  private static final List<Class<?>> OPTIONALS =
      List.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private Alike() {}

  static Module module() {
    SimpleModule module =
        new SimpleModule("portolan") {
          private static final long serialVersionUID = 1L;

          @Override
          public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.appendAnnotationIntrospector(new Making());
          }
        };
    for (Class<?> type : OPTIONALS) {
      add(module, type);
    }
    return module
        .addAbstractTypeMapping(Set.class, LinkedHashSet.class)
        .setDeserializerModifier(new Reading())
        .setSerializerModifier(new Writing());
  }

  private static boolean isJacksons(Object part) {
    return part.getClass().getName().startsWith(JACKSONS);
  }

  @SuppressWarnings("unchecked")
  private static <T> void add(SimpleModule module, Class<T> type) {
    JsonDeserializer<?> reading = new PlainReading(type, Optional.empty(), false);
    module.addDeserializer(type, (JsonDeserializer<? extends T>) reading);
  }

  private static final class Reading extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> own) {
      if (Unreadable.isFor(bean, own)) {
        return new Unreadable(bean.getBeanClass());
      }
      // Jackson has one description for int and Integer.
      Class<?> type = bean.getBeanClass().isPrimitive() ? own.handledType() : bean.getBeanClass();
      return PlainValues.isPlain(type) && isJacksons(own)
          ? new PlainReading(type, Optional.of(own), false)
          : own;
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
        DeserializationConfig config,
        ArrayType array,
        BeanDescription bean,
        JsonDeserializer<?> own) {
      boolean plain = array.getContentType().isPrimitive();
      return plain && isJacksons(own)
          ? new PlainReading(array.getRawClass(), Optional.of(own), false)
          : own;
    }

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription bean,
        JsonDeserializer<?> own) {
      return isJacksons(own) ? new ConstantReading(own) : own;
    }

    @Override
    public KeyDeserializer modifyKeyDeserializer(
        DeserializationConfig config, JavaType type, KeyDeserializer own) {
      Class<?> key = type.getRawClass();
      boolean plain = key != String.class && PlainValues.isPlain(key);
      return plain && isJacksons(own) ? new PlainKey(key) : own;
    }
  }

  private static final class Writing extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> orderProperties(
        SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
      // Jackson puts what a constructor is given before the rest, whatever the alphabet says.
      if (Constructors.withoutDefaults(bean.getBeanClass()) != null
          && config.isEnabled(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          && !bean.getClassAnnotations().has(JsonPropertyOrder.class)) {
        properties.sort(Comparator.comparing(BeanPropertyWriter::getName));
      }
      return properties;
    }

    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription bean, JsonSerializer<?> own) {
      Class<?> type = bean.getBeanClass();
      return PlainWriting.isFor(type) && isJacksons(own) ? new PlainWriting(type, own) : own;
    }
  }
}
