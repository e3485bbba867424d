package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.Trace;
import dev.portolan.adapter.http.Platform;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import java.util.Map;

/** Cloud Run around the server of {@code portolan-http}. */
final class CloudRun implements Platform {

  @Override
  public Object event(Object tree, Fields headers, Invoker invoker, Call call) {
    return GoogleEvents.event(tree, headers, invoker, call);
  }

  @Override
  public HttpResponse toSender(
      HttpResponse response, Object event, Fields headers, Invoker invoker, Call call) {
    return GoogleEvents.toSender(response, event, headers, invoker, call);
  }

  @Override
  public Event.Kind kind(String type) {
    return GoogleEvents.kind(type);
  }

  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    return GooglePayloads.of(kind, event);
  }

  /** As {@link Limits} has it. */
  @Override
  public int drainMillis() {
    return Limits.DRAIN_MILLIS;
  }

  @Override
  public Trace trace(Fields headers) {
    return CloudTrace.from(headers.get(CloudTrace.HEADER));
  }

  @Override
  public Outbound outbound() {
    return GoogleOutbound.here();
  }
}
