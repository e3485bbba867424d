package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.KafkaEvents;
import dev.portolan.runtime.Outbound;
import java.util.Map;

/**
 * Knative's events are what they say, and come because the function asked for them; but of a broker
 * that stands for a store or a queue, all that is sent there comes.
 */
final class KnativeEvents implements Platform {

  @Override
  public Object event(Object tree, Fields headers, Invoker invoker, Call call) {
    return invoker.takesFromStores() ? StoreEvents.asked(tree, invoker) : tree;
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

  /**
   * The types are constants of knative/eventing and its Kafka source, and those of other clouds,
   * which whoever bridges their events to a broker sends as they are.
   */
  @Override
  public Event.Kind kind(String type) {
    return kindOf(type);
  }

  static Event.Kind kindOf(String type) {
    if (type.startsWith("com.amazonaws.s3.ObjectCreated:")) {
      return Event.Kind.OBJECT_CREATED;
    } else if (type.startsWith("com.amazonaws.s3.ObjectRemoved:")) {
      return Event.Kind.OBJECT_DELETED;
    }
    switch (type) {
      case "dev.knative.sources.ping":
      case "google.cloud.scheduler.job.v1.executed":
        return Event.Kind.SCHEDULE;
      case "dev.knative.kafka.event":
        return Event.Kind.KAFKA;
      case "google.cloud.storage.object.v1.finalized":
      case "Microsoft.Storage.BlobCreated":
        return Event.Kind.OBJECT_CREATED;
      case "google.cloud.storage.object.v1.deleted":
      case "Microsoft.Storage.BlobDeleted":
        return Event.Kind.OBJECT_DELETED;
      case "google.cloud.pubsub.topic.v1.messagePublished":
        return Event.Kind.TOPIC;
      case "google.cloud.firestore.document.v1.created":
        return Event.Kind.RECORD_CREATED;
      case "google.cloud.firestore.document.v1.updated":
        return Event.Kind.RECORD_UPDATED;
      case "google.cloud.firestore.document.v1.deleted":
        return Event.Kind.RECORD_DELETED;
      case "google.cloud.firestore.document.v1.written":
        return Event.Kind.RECORD_UPSERTED;
      default:
        return Event.Kind.CUSTOM;
    }
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
