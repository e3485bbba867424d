package dev.portolan.runtime;

import dev.portolan.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event in its JSON form of whose kind the adapter knows more than its type says. */
public final class EventOfKind extends LinkedHashMap<Object, Object> {
  private static final long serialVersionUID = 1L;

  private final Event.Kind kind;

  /** The same event, of this kind. */
  public EventOfKind(Map<?, ?> event, Event.Kind kind) {
    super(event);
    this.kind = kind;
  }

  /** The kind of an event: the one that is known, or what the call makes of its type. */
  static Event.Kind of(Map<?, ?> event, String type, Call call) {
    return event instanceof EventOfKind ? ((EventOfKind) event).kind : call.kind(type);
  }
}
