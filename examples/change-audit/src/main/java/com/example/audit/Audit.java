package com.example.audit;

import dev.portolan.Change;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.RecordChanged;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes down who of the customers changed in what, without the values: a log is read by more
 * people than a table is.
 */
@RecordChanged("customers")
public final class Audit implements PortableFunction<Event<Change<Map<String, Object>>>, Void> {
  @Override
  public Void handle(Event<Change<Map<String, Object>>> event, Context context) {
    context.logger().log(System.Logger.Level.INFO, entry(event));
    return null;
  }

  /** The id of the event tells an entry that comes a second time from one of a second change. */
  static String entry(Event<Change<Map<String, Object>>> event) {
    String key = event.data().key();
    // a document's key is its path
    String who = "customer " + key.substring(key.lastIndexOf('/') + 1) + " ";
    String what =
        switch (event.kind()) {
          case RECORD_CREATED -> "was added";
          case RECORD_DELETED -> "was removed";
          default -> "changed" + fields(event.data());
        };
    return who + what + " (event " + event.id() + ")";
  }

  /** Which fields differ; nothing where the platform does not say what was there before. */
  private static String fields(Change<Map<String, Object>> change) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return "";
    }
    Map<String, Object> before = change.before().get();
    Map<String, Object> after = change.after().get();
    SortedSet<String> fields = new TreeSet<>(before.keySet());
    fields.addAll(after.keySet());
    fields.removeIf(field -> Objects.equals(before.get(field), after.get(field)));
    return fields.isEmpty() ? "" : " in " + String.join(", ", fields);
  }
}
