package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.KafkaEvents;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.UntoldData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knative's events are what they say, and come because the function asked for them; but of a broker
 * that stands for a store or a queue, all that is sent there comes.
 */
final class KnativeEvents implements Platform {
  private static final String KAFKA = "dev.knative.kafka.event";

  @Override
  public Object event(Object tree, Fields headers, Invoker invoker, Call call) {
    return StoreEvents.asked(untold(tree), invoker);
  }

  /**
   * A record of Kafka has the media type that one of its headers says, and most have none: that
   * says nothing of what they are (knative-extensions/eventing-kafka-broker, {@code
   * InvalidCloudEventInterceptor}, and its test "no CE, no content type header").
   */
  private static Object untold(Object tree) {
    if (tree instanceof Map<?, ?> event
        && KAFKA.equals(event.get("type"))
        && event.get("datacontenttype") == null
        && event.get("data") instanceof byte[] data) {
      Map<Object, Object> untold = new LinkedHashMap<>(event);
      untold.put("data", new UntoldData(data));
      return untold;
    }
    return tree;
  }

  /**
   * Knative tries again after 404, 408, 409, 429 and 5xx, and never after any other 4xx
   * (knative/specs, eventing/data-plane.md).
   */
  @Override
  public HttpResponse toSender(
      HttpResponse response, Object event, Fields headers, Invoker invoker, Call call) {
    int status = response.status();
    if (status != 404 && status != 425) {
      return response;
    }
    return HttpResponse.of(status == 404 ? 400 : 503)
        .withHeaders(response.headers())
        .withBody(response.body());
  }

  @Override
  public Event.Kind kind(String type) {
    return EventKinds.of(type);
  }

  /**
   * A PingSource and a KafkaSource tell all in the attributes of their events, stores in the data;
   * the name of the first is the last part of its path, {@code
   * /apis/v1/namespaces/default/pingsources/nightly}.
   */
  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    if (kind == Event.Kind.KAFKA) {
      return KafkaEvents.portable(event);
    }
    if (kind != Event.Kind.SCHEDULE) {
      return StoreEvents.portable(kind, event);
    }
    String source = (String) event.get("source");
    return source == null ? null : Map.of("name", source.substring(source.lastIndexOf('/') + 1));
  }

  /** The grace period of a pod is as long as a request of its may take. */
  @Override
  public int drainMillis() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Trace trace(Fields headers) {
    return null;
  }

  @Override
  public Outbound outbound() {
    return BrokerOutbound.here();
  }
}
