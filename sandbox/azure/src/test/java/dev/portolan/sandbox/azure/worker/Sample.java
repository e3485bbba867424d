package dev.portolan.sandbox.azure.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.CustomBinding;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Map;
import java.util.Optional;

/** Functions as somebody writes them for Azure. */
public final class Sample {
  static int made;

  private int calls;

  /** Counts. */
  public Sample() {
    made++;
  }

  /** Answers the body, with a header whose name is spelled in three ways. */
  public HttpResponseMessage answer(
      @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    calls++;
    return request
        .createResponseBuilder(HttpStatus.CREATED)
        .header("x-a", "1")
        .header("x-a", "2")
        .header("X-A", calls + context.getFunctionName())
        .body(request.getBody().orElse("nothing"))
        .build();
  }

  /** Takes bytes. */
  public byte[] bytes(@HttpTrigger(name = "request") HttpRequestMessage<byte[]> request) {
    return request.getBody();
  }

  /** Takes text, and something that the trigger tells. */
  public String told(
      @CustomBinding(direction = "in", name = "message", type = "queueTrigger") String message,
      @BindingName("Id") long id) {
    return message + id;
  }

  /** Cannot be called: a name in the source says nothing. */
  public String unbound(String request) {
    return request;
  }

  /** Asks what the context has. */
  public String asked(
      @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
      ExecutionContext context)
      throws ReflectiveOperationException {
    Object store = context.getClass().getMethod("getDataStore").invoke(context);
    return store.getClass().getSimpleName()
        + context.getTraceContext().getTraceparent()
        + context.getRetryContext().getRetrycount()
        + request.getQueryParameters()
        + request.getUri()
        + request.getHttpMethod();
  }

  /** Fails. */
  public String fails(@CustomBinding(direction = "in", name = "m", type = "t") String word) {
    if (word.equals("error")) {
      throw new NoClassDefFoundError("told");
    }
    throw new IllegalStateException("outer", new IllegalArgumentException("inner"));
  }

  /** One of two. */
  public String twice(String one) {
    return one;
  }

  /** The other. */
  public String twice(Map<String, String> other) {
    return other.toString();
  }
}
