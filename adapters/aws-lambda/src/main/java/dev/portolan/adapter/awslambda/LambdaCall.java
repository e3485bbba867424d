package dev.portolan.adapter.awslambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.portolan.Event;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Outbound;
import java.util.Map;

/** What Lambda tells about one invocation. */
final class LambdaCall implements Call {
  /** What an answer needs to get out before Lambda ends the process. */
  private static final int MARGIN_MILLIS = 500;

  private final Context context;
  private final Map<String, String> environment;
  private final Map<?, ?> event;

  LambdaCall(Context context, Map<String, String> environment, Map<?, ?> event) {
    this.context = context;
    this.environment = environment;
    this.event = event;
  }

  @Override
  public String id() {
    return context.getAwsRequestId();
  }

  /** Half of what is left where that is less than a second. */
  @Override
  public long remainingMillis() {
    int remaining = context.getRemainingTimeInMillis();
    return Math.max(remaining - MARGIN_MILLIS, remaining / 2);
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Trace trace() {
    return LambdaTraces.of(event, context);
  }

  @Override
  public Identity identity() {
    return LambdaIdentities.of(event, context);
  }

  @Override
  public Object nativeContext() {
    return context;
  }

  /** A body that is longer alone needs no longer be collected. */
  @Override
  public int mostCollected() {
    return LambdaWire.MAX_RESPONSE;
  }

  @Override
  public Event.Kind kind(String eventType) {
    return LambdaEvents.kind(eventType);
  }

  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    return LambdaEvents.portable(kind, event);
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The invocation's trace as X-Ray writes it; {@code null} if there is none. */
  String traceHeader() {
    return LambdaTraces.header(context);
  }

  @Override
  public String secret(String name, String version) throws Exception {
    return new SecretsManagerCalls(environment).value(name, version);
  }

  @Override
  public Outbound outbound() {
    return AwsOutbound.of(environment, traceHeader());
  }
}
