package dev.portolan.adapter.springcloudfunction;

import dev.portolan.FunctionException;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/** What an application's context can make of a body that is not JSON, as its catalog would. */
final class Conversions {
  private final List<MessageConverter> own;
  private final DefaultConversionService texts = new DefaultConversionService();

  Conversions(ApplicationContext spring) {
    own =
        spring
            .getBeanProvider(MessageConverter.class)
            .orderedStream()
            .filter(one -> !one.getClass().getName().startsWith("org.springframework."))
            .toList();
    spring.getBeansOfType(GenericConverter.class).values().forEach(texts::addConverter);
  }

  /** What a converter of the application's own reads; {@code null} if none reads it. */
  Object byApplication(Message<?> message, ResolvableType type) {
    for (MessageConverter converter : own) {
      Object value = read(converter, message, type);
      if (type.toClass().isInstance(value)) {
        return value;
      }
    }
    return null;
  }

  private static Object read(MessageConverter converter, Message<?> message, ResolvableType type) {
    try {
      return converter instanceof SmartMessageConverter smart
          ? smart.fromMessage(message, type.toClass(), type.getType())
          : converter.fromMessage(message, type.toClass());
    } catch (RuntimeException failed) {
      // Spring asks the next one too
      return null;
    }
  }

  /**
   * The value that a text is; {@code null} if none of that type can be told by text.
   *
   * @throws FunctionException with 400 if the text is none
   */
  Object ofText(String text, ResolvableType type) {
    Class<?> wanted = type.toClass();
    boolean several = wanted.isArray() || Iterable.class.isAssignableFrom(wanted);
    if (several || !texts.canConvert(String.class, wanted)) {
      return null;
    }
    Object value;
    try {
      value = texts.convert(text.strip(), wanted);
    } catch (ConversionException failed) {
      value = null;
    }
    if (value == null) {
      throw new FunctionException(400, "bad-input", "The body is not what the function takes");
    }
    return value;
  }
}
