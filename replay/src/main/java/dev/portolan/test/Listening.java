package dev.portolan.test;

import dev.portolan.Event;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.List;

/** The annotation that asks for a kind of events, and what it names. */
enum Listening {
  QUEUE("Queue", Trigger.Queue.class),
  TOPIC("Topic", Trigger.Topic.class),
  OBJECT_CREATED("ObjectCreated", Trigger.ObjectCreated.class),
  OBJECT_DELETED("ObjectDeleted", Trigger.ObjectDeleted.class),
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
    return valueOf(kind.name());
  }

  void require(FunctionSpec function, String type, String place) {
    List<? extends Trigger> triggers = function.triggers(trigger).toList();
    if (triggers.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no @%s: deliver what its annotations ask for".formatted(type, annotation));
    }
    List<String> named = triggers.stream().flatMap(each -> each.resource().stream()).toList();
    if (!named.isEmpty() && !named.contains(place)) {
      throw new IllegalArgumentException(
          "%s is not what @%s of %s names, which is %s"
              .formatted(place, annotation, type, String.join(", ", named)));
    }
  }
}
