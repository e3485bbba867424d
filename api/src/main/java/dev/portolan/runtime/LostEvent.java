package dev.portolan.runtime;

import java.util.List;
import java.util.Map;

/** Says of an event that nobody will deliver again which it was. */
public final class LostEvent {
  private LostEvent() {}

  /** What an event is called in a log: of a stranger's words one line. */
  public static String named(Object id, Object source) {
    return "Event " + OneLine.of(id) + " of " + OneLine.of(source);
  }

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
            named(known.get("id"), known.get("source"))
                + " is acknowledged and lost: "
                + OneLine.of(why));
  }
}
