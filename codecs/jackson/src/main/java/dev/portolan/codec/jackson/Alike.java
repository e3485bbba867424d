package dev.portolan.codec.jackson;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import dev.portolan.codec.PlainValues;
import java.util.LinkedHashSet;
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

  private Alike() {}

  static Module module() {
    return new SimpleModule("portolan")
        .addAbstractTypeMapping(Set.class, LinkedHashSet.class)
        .setDeserializerModifier(new Reading())
        .setSerializerModifier(new Writing());
  }

  private static boolean isJacksons(Object part) {
    return part.getClass().getName().startsWith(JACKSONS);
  }

  private static boolean isRead(Class<?> type) {
    return PlainValues.isPlain(type)
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class;
  }

  private static final class Reading extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> own) {
      // Jackson has one description for int and Integer.
      Class<?> type = bean.getBeanClass().isPrimitive() ? own.handledType() : bean.getBeanClass();
      return isRead(type) && isJacksons(own) ? new PlainReading(type, own, false) : own;
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
        DeserializationConfig config,
        ArrayType array,
        BeanDescription bean,
        JsonDeserializer<?> own) {
      boolean plain = array.getContentType().isPrimitive();
      return plain && isJacksons(own) ? new PlainReading(array.getRawClass(), own, false) : own;
    }

    @Override
    public JsonDeserializer<?> modifyReferenceDeserializer(
        DeserializationConfig config,
        ReferenceType type,
        BeanDescription bean,
        JsonDeserializer<?> own) {
      return modifyDeserializer(config, bean, own);
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
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription bean, JsonSerializer<?> own) {
      Class<?> type = bean.getBeanClass();
      return PlainWriting.isFor(type) && isJacksons(own) ? new PlainWriting(type, own) : own;
    }
  }
}
