package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.OneLine;
import java.util.Map;

/** Says of an event that nobody will deliver again which it was. */
final class LostEvent {
  private LostEvent() {}

  static void log(Object event, String why, Invoker invoker) {
    Map<?, ?> known = event instanceof Map ? (Map<?, ?>) event : Map.of();
    System.getLogger(invoker.functionName())
        .log(
            System.Logger.Level.WARNING,
            "Event "
                + OneLine.of(known.get("id"))
                + " of "
                + OneLine.of(known.get("source"))
                + " is acknowledged and lost: "
                + OneLine.of(why));
  }
}
