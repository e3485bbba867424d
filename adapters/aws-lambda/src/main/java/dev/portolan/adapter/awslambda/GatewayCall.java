package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.Traces;
import java.util.Map;

/** What Lambda tells about an invocation by a gateway, and the gateway about the request. */
final class GatewayCall implements Call {
  private final GatewayWire wire;
  private final HttpRequest request;
  private final LambdaCall call;

  GatewayCall(GatewayWire wire, HttpRequest request, LambdaCall call) {
    this.wire = wire;
    this.request = request;
    this.call = call;
  }

  /** That of Lambda, by which its log is found. */
  @Override
  public String id() {
    return call.id();
  }

  @Override
  public long remainingMillis() {
    return call.remainingMillis();
  }

  @Override
  public int attempt() {
    return call.attempt();
  }

  /** The caller's, under whatever case a gateway left its header in; else the one of X-Ray. */
  @Override
  public Trace trace() {
    Trace sent =
        Traces.from(request.headers().get("traceparent"), request.headers().get("tracestate"));
    return sent == null ? call.trace() : sent;
  }

  @Override
  public Identity identity() {
    return wire.identity();
  }

  @Override
  public Object nativeContext() {
    return call.nativeContext();
  }

  @Override
  public int mostCollected() {
    return wire.longest();
  }

  @Override
  public Event.Kind kind(String eventType) {
    return call.kind(eventType);
  }

  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    return call.portable(kind, event);
  }

  @Override
  public String secret(String name, String version) throws Exception {
    return call.secret(name, version);
  }

  @Override
  public Outbound outbound() {
    return call.outbound();
  }
}
