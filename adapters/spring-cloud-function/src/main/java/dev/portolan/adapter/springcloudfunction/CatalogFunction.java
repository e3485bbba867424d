package dev.portolan.adapter.springcloudfunction;

import dev.portolan.FunctionException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.catalog.FunctionTypeUtils;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A function as Spring's catalog has it: types read, input converted, beans composed. */
final class CatalogFunction {
  private static final List<Class<?>> RAW =
      List.of(String.class, CharSequence.class, byte[].class, Object.class, Void.class);

  private final FunctionInvocationWrapper wrapper;
  private final JsonMapper json;
  private final ResolvableType data;

  private CatalogFunction(FunctionInvocationWrapper wrapper, JsonMapper json) {
    this.wrapper = wrapper;
    this.json = json;
    this.data = data(wrapper.getInputType());
    if (data != null && data.toClass() == byte[].class && !wrapper.isInputTypePublisher()) {
      // Spring reads them as JSON where the message says so; a composition cannot be told
      wrapper.setSkipInputConversion(!wrapper.isComposed());
    }
  }

  /**
   * The function of that definition.
   *
   * @throws IllegalStateException if the catalog has none; names those that it has
   */
  static CatalogFunction find(String definition, ApplicationContext spring) {
    FunctionCatalog catalog = spring.getBean(FunctionCatalog.class);
    FunctionInvocationWrapper wrapper = catalog.lookup(definition);
    if (wrapper == null) {
      throw new IllegalStateException(
          "the application has no function '"
              + definition
              + "', only "
              + new TreeSet<>(catalog.getNames(null)));
    }
    if (wrapper.isRoutingFunction()) {
      throw new IllegalStateException(
          definition + " lets a request say which function answers it: name the function itself");
    }
    return new CatalogFunction(wrapper, spring.getBean(JsonMapper.class));
  }

  /** Whether a body is handed over as it is, whatever it holds. */
  boolean takesAny() {
    return data == null || RAW.contains(data.toClass());
  }

  /** Whether it takes a body as text. */
  boolean takesText() {
    return data != null && CharSequence.class.isAssignableFrom(data.toClass());
  }

  /** Whether it says itself what the headers of its answer are. */
  boolean answersMessage() {
    return wrapper.isOutputTypeMessage();
  }

  /**
   * What the function answers to a message, waited for; several values are a list.
   *
   * @throws FunctionException with 400 if the payload is not what the function takes
   */
  Object call(Message<?> message) {
    if (data == null || data.toClass() == Void.class) {
      return awaited(wrapper.apply(null));
    }
    if (message.getPayload() instanceof byte[] payload && !takesAny() && isJson(message)) {
      check(payload);
    }
    return awaited(wrapper.apply(message));
  }

  byte[] write(Object value) {
    return json.toJson(value);
  }

  /**
   * Refuses what Spring cannot read as the function's type. Asked of it beforehand, since it hands
   * the bytes to a function that takes none where it fails.
   */
  private void check(byte[] payload) {
    boolean each = !isCollection() && beginsWith('[', payload);
    Type type =
        each ? ResolvableType.forClassWithGenerics(List.class, data).getType() : data.getType();
    try {
      json.fromJson(payload, type);
    } catch (RuntimeException unreadable) {
      // not its cause, which quotes the body
      throw new FunctionException(400, "bad-input", "The body is not what the function takes");
    }
  }

  private boolean isCollection() {
    return FunctionTypeUtils.isTypeCollection(data.getType()) || data.isArray();
  }

  private static boolean isJson(Message<?> message) {
    Object type = message.getHeaders().get(MessageHeaders.CONTENT_TYPE);
    return type == null || isJson(type.toString());
  }

  static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String essence = end < 0 ? contentType : contentType.substring(0, end);
    essence = essence.trim().toLowerCase(Locale.ROOT);
    return essence.endsWith("/json") || essence.endsWith("+json");
  }

  private static boolean beginsWith(char wanted, byte[] text) {
    int i = 0;
    while (i < text.length && text[i] <= ' ' && text[i] > 0) {
      i++;
    }
    return i < text.length && text[i] == wanted;
  }

  private static Object awaited(Object result) {
    if (result instanceof Flux<?> flux) {
      return flux.collectList().block();
    }
    return result instanceof Mono<?> mono ? mono.block() : result;
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
