package dev.portolan.provider.azure;

import dev.portolan.Change;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import java.util.Map;

/** Tells of records in its log: junk it refuses, a stone it fails at. */
public final class Auditor implements PortableFunction<Event<Change<Map<String, Object>>>, Void> {
  @Override
  public Void handle(Event<Change<Map<String, Object>>> event, Context context) {
    Change<Map<String, Object>> change = event.data();
    if (change.key().startsWith("junk")) {
      throw new Reject("nobody audits junk");
    }
    if (change.key().startsWith("stone")) {
      throw new IllegalStateException("too heavy");
    }
    context
        .logger()
        .log(
            System.Logger.Level.INFO,
            "audited "
                + event.kind()
                + " "
                + change.key()
                + " of "
                + change.after().map(each -> each.get("name")).orElse("nobody")
                + (change.before().isPresent() ? " with what was before" : "")
                + ", told as "
                + event.type());
    return null;
  }
}
