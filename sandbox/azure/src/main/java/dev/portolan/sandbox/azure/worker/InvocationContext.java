package dev.portolan.sandbox.azure.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.RpcException;
import com.microsoft.azure.functions.TraceContext;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * What a function is told of its invocation ({@code ExecutionContextDataSource}).
 *
 * <p>Public with all that Azure's has public, for functions look into it.
 */
public final class InvocationContext implements ExecutionContext {
  private final Invocation call;
  private final String functionName;
  private final Logger logger;

  InvocationContext(Invocation call, String functionName, Logger logger) {
    this.call = call;
    this.functionName = functionName;
    this.logger = logger;
  }

  @Override
  public Logger getLogger() {
    return logger;
  }

  @Override
  public String getInvocationId() {
    return call.id();
  }

  @Override
  public String getFunctionName() {
    return functionName;
  }

  @Override
  public TraceContext getTraceContext() {
    return new Trace(call.traceParent(), call.traceState());
  }

  @Override
  public RetryContext getRetryContext() {
    return new Retries(call.retries(), call.mostRetries());
  }

  /** The value of a binding as another type than the method declares. */
  public Optional<BoundValue> getBindingData(String name, Type type) {
    Datum datum = call.inputs().get(name);
    if (datum == null) {
      throw new RuntimeException(
          "Cannot find matched parameter name of customer function, please check if customer"
              + " function is defined correctly");
    }
    return Optional.of(new BoundValue(Conversion.to(type, datum)));
  }

  /** Where the values of this invocation are. */
  public BoundValues getDataStore() {
    return new BoundValues(call);
  }

  private record Trace(String parent, String state) implements TraceContext {
    @Override
    public String getTraceparent() {
      return parent;
    }

    @Override
    public String getTracestate() {
      return state;
    }

    @Override
    public Map<String, String> getAttributes() {
      return Map.of();
    }
  }

  private record Retries(int count, int most) implements RetryContext {
    @Override
    public int getRetrycount() {
      return count;
    }

    @Override
    public int getMaxretrycount() {
      return most;
    }

    @Override
    public RpcException getException() {
      return null;
    }
  }
}
