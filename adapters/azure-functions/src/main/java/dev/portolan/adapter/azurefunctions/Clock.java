package dev.portolan.adapter.azurefunctions;

import dev.portolan.codec.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The clock that a function's schedule goes by.
 *
 * <p>Flex Consumption has timers in UTC alone ({@code WEBSITE_TIME_ZONE} is not there:
 * learn.microsoft.com/azure/azure-functions/functions-bindings-timer, "NCRONTAB time zones"). For
 * another zone the timer fires at each hour that can be meant, and what is not meant is left out
 * here.
 *
 * @param cron the five fields of the schedule; {@code null} if there is none
 * @param zone whose clock it is
 * @param thins whether something else fires than is meant
 */
record Clock(String cron, String zone, boolean thins) {
  private static final Clock ANY = new Clock(null, "UTC", false);

  /** The clock of this function's schedule, as the descriptor says. */
  static Clock of(String function, ClassLoader loader) {
    try (InputStream file = loader.getResourceAsStream("META-INF/portolan/functions.json")) {
      Map<?, ?> document = (Map<?, ?>) JsonReader.read(file.readAllBytes());
      for (Object each : (List<?>) document.get("functions")) {
        if (function.equals(((Map<?, ?>) each).get("name"))) {
          return of((List<?>) ((Map<?, ?>) each).get("triggers"));
        }
      }
      return ANY;
    } catch (IOException | RuntimeException unreadable) {
      throw new IllegalStateException("the descriptor was there when the function started");
    }
  }

  private static Clock of(List<?> triggers) {
    for (Object each : triggers) {
      Map<?, ?> trigger = (Map<?, ?>) each;
      if ("schedule".equals(trigger.get("type"))) {
        Object zone = trigger.get("timezone");
        boolean utc = zone == null || zone.equals("UTC");
        return new Clock((String) trigger.get("cron"), utc ? "UTC" : (String) zone, !utc);
      }
    }
    return ANY;
  }

  /** Whether a tick is meant; where timers go by the same clock, all are. */
  boolean isDue(Instant tick) {
    return !thins || ZonedCron.due(cron, zone, tick);
  }

  /**
   * The last minute that is meant, of those from one to another; {@code null} if none is, and the
   * first where all are.
   */
  Instant last(Instant from, Instant to) {
    Instant last = cron == null ? null : ZonedCron.last(cron, zone, from, to);
    return last == null && !thins ? from : last;
  }
}
