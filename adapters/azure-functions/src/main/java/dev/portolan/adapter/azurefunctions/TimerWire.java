package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * A call of a timer.
 *
 * @param next for when the host had it planned; {@code null} if it does not tell
 * @param now when it came
 * @param late whether it stands for all that was missed, because nothing ran when it was due
 */
record TimerWire(Instant next, Instant now, boolean late) {
  /**
   * A timer may fire a little before its time, "likely under 1 second due to clock skew" ({@code
   * TimerListener} of azure-webjobs-sdk-extensions).
   */
  private static final int EARLY_SECONDS = 1;

  /**
   * Reads what the host tells of a timer ({@code TimerInfo}): {@code IsPastDue}, and in {@code
   * ScheduleStatus.Next}, which it sets when the tick before was over, the time of this one.
   */
  static TimerWire of(String json, Instant now) {
    try {
      Object told = JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
      Map<?, ?> timer = told instanceof Map ? (Map<?, ?>) told : Map.of();
      boolean late = Boolean.TRUE.equals(timer.get("IsPastDue"));
      Instant next = next(timer.get("ScheduleStatus"));
      boolean known = next != null && next.isAfter(Instant.EPOCH);
      return new TimerWire(known ? next : null, now, late);
    } catch (CodecException unreadable) {
      return new TimerWire(null, now, false);
    }
  }

  private static Instant next(Object status) {
    Object next = status instanceof Map ? ((Map<?, ?>) status).get("Next") : null;
    try {
      return next instanceof String text ? OffsetDateTime.parse(text).toInstant() : null;
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  /**
   * The time that is meant; {@code null} if none is. What was missed the host makes up for once,
   * and tells the first of it ({@code TimerListener.StartAsync}): the last that was due stands for
   * all. Whose next time is still to come was called by a person ({@code POST
   * /admin/functions/{name}}).
   */
  Instant due(Clock clock) {
    if (next == null) {
      return clock.isDue(now) ? now : null;
    }
    Instant until = now.plusSeconds(EARLY_SECONDS);
    if (next.isAfter(until)) {
      return now;
    }
    return !late && clock.isDue(next) ? next : clock.last(next, until);
  }

  /** The tick as an event; each that comes has an id of its own. */
  Object event(Instant due, App app, ExecutionContext context) {
    Map<Object, Object> event =
        AzureEvents.event(
            context.getInvocationId(), AzureEvents.TICK, Sources.function(app, context));
    event.put("time", due.toString());
    event.put("pastdue", Boolean.toString(late));
    return event;
  }
}
