package dev.portolan.test;

import dev.portolan.Event;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.stream.Stream;

/** The annotation that asks for a kind of events, and what it names. */
enum Listening {
  QUEUE("Queue", Trigger.Queue.class),
  TOPIC("Topic", Trigger.Topic.class),
  OBJECT_CREATED("ObjectCreated", Trigger.ObjectCreated.class),
  OBJECT_DELETED("ObjectDeleted", Trigger.ObjectDeleted.class),
  RECORD("RecordChanged", Trigger.RecordChanged.class),
  KAFKA("Kafka", Trigger.Kafka.class),
  /** It names nothing: what a schedule is called is the platform's. */
  SCHEDULE("Schedule", Trigger.Schedule.class);

  private final String annotation;
  private final Class<? extends Trigger> trigger;

  Listening(String annotation, Class<? extends Trigger> trigger) {
    this.annotation = annotation;
    this.trigger = trigger;
  }

  /** That of a kind. */
  static Listening to(Event.Kind kind) {
    return kind.name().startsWith("RECORD_") ? RECORD : valueOf(kind.name());
  }

  void require(FunctionSpec function, String type, String place) {
    List<? extends Trigger> triggers = function.triggers(trigger).toList();
    if (triggers.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no @%s: deliver what its annotations ask for".formatted(type, annotation));
    }
    List<String> named = triggers.stream().flatMap(Listening::named).toList();
    if (!named.isEmpty() && !named.contains(place)) {
      throw new IllegalArgumentException(
          "%s is not what @%s of %s names, which is %s"
              .formatted(place, annotation, type, String.join(", ", named)));
    }
  }

  private static Stream<String> named(Trigger trigger) {
    return trigger instanceof Trigger.Kafka kafka
        ? kafka.topics().stream()
        : trigger.resource().stream();
  }
}
