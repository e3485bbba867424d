package dev.portolan.adapter.springcloudfunction;

import dev.portolan.FunctionException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.springframework.cloud.function.context.catalog.FunctionTypeUtils;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/**
 * What a function takes, made of bytes and what is said of them. Where it is neither text nor bytes
 * nor anything at all, it is read here with what Spring reads it with, since Spring hands the bytes
 * to the function where that fails.
 */
final class Input {
  private static final List<Class<?>> RAW =
      List.of(String.class, CharSequence.class, byte[].class, Object.class, Void.class);

  private final FunctionInvocationWrapper wrapper;
  private final ResolvableType data;
  private final JsonMapper json;
  private final Conversions conversions;

  Input(FunctionInvocationWrapper wrapper, ApplicationContext spring) {
    this.wrapper = wrapper;
    this.data = data(wrapper.getInputType());
    this.json = spring.getBean(JsonMapper.class);
    this.conversions = new Conversions(spring);
    if (isBytes() && !wrapper.isInputTypePublisher()) {
      // Spring reads them as JSON where the message says so; a composition cannot be told
      wrapper.setSkipInputConversion(!wrapper.isComposed());
    }
  }

  /** Whether it takes nothing, whatever is sent. */
  boolean isNothing() {
    return data == null || data.toClass() == Void.class;
  }

  private boolean isBytes() {
    return data != null && data.toClass() == byte[].class;
  }

  /** Whether Spring touches nothing of a message. */
  boolean isUntouched() {
    return wrapper.isSkipInputConversion();
  }

  /** Whether a body is handed over as it is, whatever it holds. */
  boolean isAny() {
    return data == null || RAW.contains(data.toClass());
  }

  /**
   * The message that the function is called with.
   *
   * @param type what the body is said to be; {@code null} if nothing is
   * @throws FunctionException with 400 or 415 if the function cannot take the body
   */
  Message<?> message(byte[] body, ContentType type, Map<String, Object> headers) {
    boolean isText = data != null && CharSequence.class.isAssignableFrom(data.toClass());
    if (isText && (type == null || !type.isJson())) {
      return text(type == null ? ContentType.TEXT.decode(body) : type.decode(body), type, headers);
    }
    if (isAny()) {
      return message(body, headers, type == null ? null : type.text());
    }
    ContentType said = type == null || type.isForm() ? ContentType.JSON : type;
    Message<?> raw = message(body, headers, said.text());
    Object own = conversions.byApplication(raw, data);
    if (own != null) {
      // a collection is taken apart by Spring, which asks the same converter again
      return own instanceof Iterable<?> ? raw : message(own, headers, said.text());
    }
    if (said.isJson()) {
      return message(json(body, headers), headers, said.text());
    }
    Object converted = said.isText() ? conversions.ofText(said.decode(body), data) : null;
    if (converted == null) {
      throw new FunctionException(
          415, "bad-content-type", "The function does not take what the body is said to be");
    }
    return text(converted, said, headers);
  }

  private static Message<?> message(Object payload, Map<String, Object> headers, String type) {
    return MessageBuilder.withPayload(payload)
        .copyHeaders(headers)
        .setHeader(MessageHeaders.CONTENT_TYPE, type)
        .build();
  }

  /** Text of any other type than this one, Spring takes apart where it is an array in JSON. */
  private static Message<?> text(Object payload, ContentType said, Map<String, Object> headers) {
    Message<?> message = message(payload, headers, ContentType.TEXT.text());
    return said == null
        ? message
        : MessageBuilder.fromMessage(message).setHeader("content-type", said.text()).build();
  }

  private Object json(byte[] body, Map<String, Object> headers) {
    if (isArray(body) && isTakenApart(headers)) {
      Object all = read(body, ResolvableType.forClassWithGenerics(List.class, data).getType());
      if (((List<?>) all).contains(null)) {
        throw unreadable();
      }
      return all;
    }
    Object value = read(body, data.getType());
    return value instanceof Iterable<?> ? body : value;
  }

  private Object read(byte[] body, Type type) {
    Object value;
    try {
      value = json.fromJson(body, type);
    } catch (RuntimeException failed) {
      // not its cause, which quotes the body
      throw unreadable();
    }
    if (value == null) {
      throw unreadable();
    }
    return value;
  }

  private static FunctionException unreadable() {
    return new FunctionException(400, "bad-input", "The body is not what the function takes");
  }

  /**
   * Whether Spring calls the function once for each value of an array: {@code
   * fluxifyInputIfNecessary} of {@code SimpleFunctionRegistry}, 4.3.4 and 5.0.3. A consumer that is
   * not reactive gets each only where the message has the header {@code user-agent}.
   */
  private boolean isTakenApart(Map<String, Object> headers) {
    Type input = wrapper.getInputType();
    boolean whole =
        wrapper.isConsumer() && !wrapper.isInputTypePublisher() && !wrapper.isComposed();
    return (!whole || headers.containsKey("user-agent"))
        && !data.isArray()
        && !FunctionTypeUtils.isMono(input)
        && !FunctionTypeUtils.isMultipleArgumentType(input)
        && !FunctionTypeUtils.isTypeCollection(input)
        && !FunctionTypeUtils.isTypeCollection(data.getType());
  }

  private static boolean isArray(byte[] text) {
    int i = 0;
    while (i < text.length && text[i] <= ' ' && text[i] > 0) {
      i++;
    }
    return i < text.length && text[i] == '[';
  }

  /** What the payload is bound to; {@code null} for a supplier. */
  private static ResolvableType data(Type input) {
    if (input == null) {
      return null;
    }
    ResolvableType type = ResolvableType.forType(input);
    while (FunctionTypeUtils.isPublisher(type.getType())
        || Message.class.isAssignableFrom(type.toClass())) {
      type = type.getGeneric(0);
    }
    return type;
  }
}
