package dev.portolan.runtime;

import dev.portolan.Event;
import java.util.List;
import java.util.Map;

/** What kinds of events a function's triggers ask for. */
final class AskedKinds {
  private AskedKinds() {}

  static boolean fromStores(List<?> triggers) {
    for (Object each : triggers) {
      switch (type(each)) {
        case "object-created":
        case "object-deleted":
        case "record-changed":
        case "queue":
          return true;
        default:
          // not one of them
      }
    }
    return false;
  }

  /**
   * The kind that the function is told of an event that says to be of this one; {@code null} if
   * nothing of the function can have brought it. What only a queue can have brought is a message of
   * it, whatever it says, and so is what says nothing; where only a topic can, another's queue is
   * not the function's.
   */
  static Event.Kind told(List<?> triggers, Event.Kind said) {
    boolean queue = false;
    boolean topic = false;
    boolean named = false;
    for (Object each : triggers) {
      String trigger = type(each);
      queue |= "queue".equals(trigger);
      topic |= "topic".equals(trigger);
      named |= brings(trigger, said);
    }
    boolean nothing = said == Event.Kind.CUSTOM || said == Event.Kind.QUEUE;
    if (queue && !named && (nothing || !topic)) {
      return Event.Kind.QUEUE;
    }
    if (named || topic && said != Event.Kind.QUEUE) {
      return said;
    }
    return topic ? Event.Kind.CUSTOM : null;
  }

  /** Whether a trigger is for this kind; those of a topic and of a queue are for any. */
  private static boolean brings(String trigger, Event.Kind kind) {
    switch (trigger) {
      case "schedule":
        return kind == Event.Kind.SCHEDULE;
      case "kafka":
        return kind == Event.Kind.KAFKA;
      case "object-created":
        return kind == Event.Kind.OBJECT_CREATED;
      case "object-deleted":
        return kind == Event.Kind.OBJECT_DELETED;
      case "record-changed":
        return kind.name().startsWith("RECORD_");
      default:
        return false;
    }
  }

  private static String type(Object trigger) {
    return String.valueOf(((Map<?, ?>) trigger).get("type"));
  }
}
