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

  static boolean include(List<?> triggers, Event.Kind kind) {
    for (Object each : triggers) {
      if (brings(type(each), kind)) {
        return true;
      }
    }
    return false;
  }

  private static boolean brings(String trigger, Event.Kind kind) {
    switch (trigger) {
      case "topic":
        return kind != Event.Kind.QUEUE;
      case "queue":
        return true;
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
