package dev.portolan.runtime;

import java.util.List;
import java.util.Map;

/** Says of an event that nobody will deliver again which it was. */
public final class LostEvent {
  private LostEvent() {}

  /** Logs it, or each of a batch. */
  public static void log(Object event, String why, Invoker invoker) {
    if (event instanceof List) {
      for (Object each : (List<?>) event) {
        log(each, why, invoker);
      }
      return;
    }
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
