package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Asks Azure's worker for what its parameters cannot say.
 *
 * <p>A method has one type for a body that comes as text or as bytes, and text is the only one that
 * the worker makes of both ({@code RpcStringDataSource}, {@code RpcByteArrayDataSource}); and a
 * parameter for a trigger's metadata fails where the trigger told none ({@code
 * BindingDataStore.getTriggerMetatDataByName}). What is behind the context has public methods for
 * both, which no documentation promises: where they are gone, nothing is told.
 */
final class WorkerContext {
  private WorkerContext() {}

  /** The body of a request as it came; {@code null} if the worker does not tell, or it is text. */
  static byte[] body(ExecutionContext context) {
    Object request = value(context, "getBindingData", HttpEntryPoint.BINDING, BytesRequest.TYPE);
    Object body =
        request instanceof HttpRequestMessage ? ((HttpRequestMessage<?>) request).getBody() : null;
    return body instanceof byte[] ? (byte[]) body : null;
  }

  /** What the trigger told of its event, JSON where it is no text; {@code null} if nothing. */
  static String metadata(ExecutionContext context, String name) {
    try {
      Object store = context.getClass().getMethod("getDataStore").invoke(context);
      Object value = value(store, "getTriggerMetatDataByName", name, String.class);
      return (String) value;
    } catch (ReflectiveOperationException | RuntimeException untold) {
      return null;
    }
  }

  private static Object value(Object from, String method, String name, Type type) {
    try {
      Object found =
          from.getClass().getMethod(method, String.class, Type.class).invoke(from, name, type);
      Object bound = ((Optional<?>) found).orElse(null);
      return bound == null ? null : bound.getClass().getMethod("getValue").invoke(bound);
    } catch (ReflectiveOperationException | RuntimeException untold) {
      return null;
    }
  }

  /** {@code HttpRequestMessage<byte[]>}. */
  private static final class BytesRequest implements ParameterizedType {
    static final Type TYPE = new BytesRequest();

    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {byte[].class};
    }

    @Override
    public Type getRawType() {
      return HttpRequestMessage.class;
    }

    @Override
    public Type getOwnerType() {
      return null;
    }
  }
}
