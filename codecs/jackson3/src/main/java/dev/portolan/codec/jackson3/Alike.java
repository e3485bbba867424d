package dev.portolan.codec.jackson3;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.ArrayType;

/**
 * Puts the house's reading of scalars in the place of Jackson's own, which takes more: NaN in
 * quotes, times with blanks around them, numbers for dates. What a user's module brings stays.
 */
final class Alike {
  private static final String JACKSONS = "tools.jackson.";

  private static final List<Class<?>> OPTIONALS =
      List.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private Alike() {}

  static JacksonModule module() {
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
    ValueDeserializer<?> reading = new PlainReading(type, Optional.empty(), false);
    module.addDeserializer(type, (ValueDeserializer<? extends T>) reading);
  }

  private static final class Reading extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> own) {
      if (Unreadable.isFor(bean.get(), own)) {
        return new Unreadable(bean.getBeanClass());
      }
      // Jackson has one description for int and Integer.
      Class<?> type = bean.getBeanClass().isPrimitive() ? own.handledType() : bean.getBeanClass();
      return PlainValues.isPlain(type) && isJacksons(own)
          ? new PlainReading(type, Optional.of(own), false)
          : own;
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
        DeserializationConfig config,
        ArrayType array,
        BeanDescription.Supplier bean,
        ValueDeserializer<?> own) {
      boolean plain = array.getContentType().isPrimitive();
      return plain && isJacksons(own)
          ? new PlainReading(array.getRawClass(), Optional.of(own), false)
          : own;
    }

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription.Supplier bean,
        ValueDeserializer<?> own) {
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

  private static final class Writing extends ValueSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> orderProperties(
        SerializationConfig config,
        BeanDescription.Supplier bean,
        List<BeanPropertyWriter> properties) {
      // Jackson puts what a constructor is given before the rest, whatever the alphabet says.
      if (Constructors.withoutDefaults(bean.getBeanClass()) != null
          && config.isEnabled(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          && !bean.getClassAnnotations().has(JsonPropertyOrder.class)) {
        properties.sort(Comparator.comparing(BeanPropertyWriter::getName));
      }
      return properties;
    }

    @Override
    public ValueSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> own) {
      Class<?> type = bean.getBeanClass();
      return PlainWriting.isFor(type) && isJacksons(own) ? new PlainWriting(type, own) : own;
    }
  }
}
