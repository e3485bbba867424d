package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.DeadLetters;
import dev.portolan.runtime.EventOfKind;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.LostEvent;
import dev.portolan.runtime.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Google's events mean: a message of Pub/Sub is handed over as what was published, a
 * schedule's tick gets an id, a document of Firestore becomes JSON; all else is what it says.
 *
 * <p>Loaded when the first event comes, not before.
 */
final class GoogleEvents {
  static final String MESSAGE = "google.cloud.pubsub.topic.v1.messagePublished";
  static final String TICK = "google.cloud.scheduler.job.v1.executed";
  private static final String DOCUMENT = "google.cloud.firestore.document.v1.";

  private GoogleEvents() {}

  /**
   * The event, or those of a batch, that the function is handed; {@code null} if it asked for none
   * of them, or what it carries cannot be read: then nobody shall deliver it again.
   *
   * @param tree as {@link dev.portolan.runtime.CloudEvents#tree} reads it
   * @param headers those of the request that brought it
   * @param call that it came by
   * @throws CodecException if it is none
   * @throws FailedInvocation if it cannot be read, and must come again: it could not be kept
   */
  static Object event(Object tree, Fields headers, Invoker invoker, Call call) {
    if (!(tree instanceof List)) {
      return one((Map<?, ?>) tree, headers, invoker, call);
    }
    List<?> all = (List<?>) tree;
    List<Object> events = new ArrayList<>();
    for (Object each : all) {
      Object event = one((Map<?, ?>) each, headers, invoker, call);
      if (event instanceof List) {
        events.addAll((List<?>) event);
      } else if (event != null) {
        events.add(event);
      }
    }
    return events.isEmpty() && !all.isEmpty() ? null : events;
  }

  private static Object one(Map<?, ?> event, Fields headers, Invoker invoker, Call call) {
    try {
      requireEvent(event);
    } catch (CodecException noEvent) {
      if (isDelivery(event, headers)) {
        return kept(event, noEvent, invoker, call);
      }
      throw noEvent;
    }
    try {
      return translated(event, headers, invoker, call);
    } catch (CodecException unreadable) {
      return kept(event, unreadable, invoker, call);
    }
  }

  private static Object kept(Map<?, ?> event, CodecException why, Invoker invoker, Call call) {
    if (!keep(event, "it cannot be read: " + why.getMessage(), invoker, call)) {
      throw new FailedInvocation(call.id());
    }
    return null;
  }

  /** Whether nobody needs to deliver it again; a tick is not kept: the next one comes by itself. */
  static boolean keep(Object event, String why, Invoker invoker, Call call) {
    if (event instanceof Map && TICK.equals(((Map<?, ?>) event).get("type"))) {
      LostEvent.log(event, why, invoker);
      return true;
    }
    return DeadLetters.take(event, why, invoker, call);
  }

  private static Object translated(Map<?, ?> event, Fields headers, Invoker invoker, Call call) {
    Object type = event.get("type");
    if (TICK.equals(type)) {
      return SchedulerWire.event(event, headers);
    }
    if (MESSAGE.equals(type)) {
      String topic = PubSubMessage.topic(event);
      if (invoker.takesQueue(topic)) {
        return ofQueue(published(event, call));
      }
      if (!invoker.takesTopic(topic)) {
        LostEvent.log(event, "this version of the function names other topics", invoker);
        return null;
      }
      return asked(published(event, call), topic, invoker);
    }
    boolean document = type instanceof String && ((String) type).startsWith(DOCUMENT);
    return document ? FirestoreWire.event(event) : event;
  }

  private static Object published(Map<?, ?> event, Call call) {
    PubSubMessage message = PubSubMessage.of(event);
    if (message.attempt() > 0) {
      call.attempt(message.attempt());
    }
    return message.event();
  }

  /** A queue is a topic that one function takes from: whatever comes of it is its message. */
  private static Object ofQueue(Object published) {
    if (published instanceof Map) {
      return new EventOfKind((Map<?, ?>) published, Event.Kind.QUEUE);
    }
    List<Object> messages = new ArrayList<>();
    ((List<?>) published).forEach(each -> messages.add(ofQueue(each)));
    return messages;
  }

  /** What comes is an event, or its sender hears of it, unless it would only send it again. */
  private static void requireEvent(Map<?, ?> event) {
    if (!"1.0".equals(event.get("specversion"))) {
      throw new CodecException("Expected a CloudEvent of version 1.0");
    }
    for (String name : new String[] {"id", "source", "type"}) {
      Object value = event.get(name);
      if (!(value instanceof String) || ((String) value).isEmpty()) {
        throw new CodecException("Expected text at /".concat(name));
      }
    }
  }

  /** Of an event, or of several, what the function asked for; {@code null} if that is nothing. */
  private static Object asked(Object published, String topic, Invoker invoker) {
    if (published instanceof Map) {
      return invoker.asksFor(topic, ((Map<?, ?>) published).get("type")) ? published : null;
    }
    List<Object> asked = new ArrayList<>();
    for (Object event : (List<?>) published) {
      if (asked(event, topic, invoker) != null) {
        asked.add(event);
      }
    }
    return asked.isEmpty() ? null : asked;
  }

  /**
   * The same answer with a status that has the intended effect: Pub/Sub, which brings the events of
   * Eventarc's triggers too, takes 102, 200, 201, 202 and 204 for an acknowledgement and delivers
   * again after all else, 400 as well (cloud.google.com/pubsub/docs/push, "Receive push messages").
   * What was refused for good is acknowledged to it once it is among the dead letters, or in the
   * log where there are none; whoever else sent it is told.
   *
   * @param event as the function was handed it
   * @param headers those of the request that brought it
   * @param call that it came by
   */
  static HttpResponse toSender(
      HttpResponse response, Object event, Fields headers, Invoker invoker, Call call) {
    if (!isFinal(response.status()) || !isDelivery(event, headers)) {
      return response;
    }
    String why = "the function refused it: " + response.status();
    return keep(event, why, invoker, call) ? HttpResponse.of(204) : Problem.of(503, call.id());
  }

  /** Whether Pub/Sub, Eventarc or Cloud Scheduler brought this: by its type, or by their name. */
  private static boolean isDelivery(Object event, Fields headers) {
    String agent = headers.get("user-agent");
    return isGoogles(headers.get("ce-type"))
        || event instanceof Map && isGoogles(((Map<?, ?>) event).get("type"))
        || agent != null
            && (agent.startsWith("APIs-Google")
                || agent.startsWith("CloudPubSub-Google")
                || agent.contains("Google-Cloud-Scheduler"));
  }

  private static boolean isGoogles(Object type) {
    return type instanceof String && ((String) type).startsWith("google.");
  }

  /** Whether a failure of this status would be the same the next time. */
  static boolean isFinal(int status) {
    boolean later = status == 408 || status == 409 || status == 425 || status == 429;
    return status >= 400 && status < 500 && !later;
  }

  /** The kind of an event of this type; the types are listed in googleapis/google-cloudevents. */
  static Event.Kind kind(String type) {
    switch (type) {
      case TICK:
        return Event.Kind.SCHEDULE;
      case MESSAGE:
        return Event.Kind.TOPIC;
      case "google.cloud.storage.object.v1.finalized":
        return Event.Kind.OBJECT_CREATED;
      case "google.cloud.storage.object.v1.deleted":
        return Event.Kind.OBJECT_DELETED;
      case DOCUMENT + "created":
      case DOCUMENT + "created.withAuthContext":
        return Event.Kind.RECORD_CREATED;
      case DOCUMENT + "updated":
      case DOCUMENT + "updated.withAuthContext":
        return Event.Kind.RECORD_UPDATED;
      case DOCUMENT + "deleted":
      case DOCUMENT + "deleted.withAuthContext":
        return Event.Kind.RECORD_DELETED;
      case DOCUMENT + "written":
      case DOCUMENT + "written.withAuthContext":
        return Event.Kind.RECORD_UPSERTED;
      default:
        return Event.Kind.CUSTOM;
    }
  }
}
