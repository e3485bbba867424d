package dev.portolan.sandbox.azure.worker;

import com.microsoft.azure.functions.HttpRequestMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Makes an argument of what the host sent ({@code DataOperations} and the {@code Rpc…DataSource}
 * classes).
 *
 * <p>Where Azure's worker lets Gson make an object of JSON, this one refuses: a function that is
 * portable needs none of that.
 */
final class Conversion {
  private Conversion() {}

  /** The argument; {@code null} where there is nothing. */
  static Object to(Type type, Datum datum) {
    if (raw(type) == Optional.class) {
      return Optional.ofNullable(to(argument(type), datum));
    }
    if (datum instanceof Datum.Text text) {
      return text(raw(type), text.value());
    }
    if (datum instanceof Datum.Json json) {
      return text(raw(type), json.value());
    }
    if (datum instanceof Datum.Bytes bytes) {
      return bytes(raw(type), bytes.value());
    }
    return datum instanceof Datum.Http http ? http(type, http) : null;
  }

  private static Object text(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == long.class || type == Long.class) {
      return Long.parseLong(text);
    }
    return type == int.class || type == Integer.class ? Integer.parseInt(text) : gson(type);
  }

  /** Text is read with whatever the JVM takes for its charset. */
  private static Object bytes(Class<?> type, byte[] bytes) {
    if (type == byte[].class) {
      return bytes.clone();
    }
    return type == String.class ? new String(bytes) : gson(type);
  }

  /** A body that is not what the function takes is told of as if the request were not. */
  private static Object http(Type type, Datum.Http http) {
    if (raw(type) == HttpRequestMessage.class) {
      try {
        return new Request(http, to(argument(type), http.body()));
      } catch (RuntimeException unfit) {
        Logger.getLogger("azure_functions_java_worker").warning(unfit.getMessage());
      }
    }
    throw new ClassCastException("Cannot convert " + http + "to type " + type.getTypeName());
  }

  private static Object gson(Class<?> type) {
    throw new IllegalArgumentException(
        "JsonSyntaxException: the sandbox makes no " + type.getName() + " of what came");
  }

  private static Class<?> raw(Type type) {
    return (Class<?>)
        (type instanceof ParameterizedType ? ((ParameterizedType) type).getRawType() : type);
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType
        ? ((ParameterizedType) type).getActualTypeArguments()[0]
        : Object.class;
  }
}
