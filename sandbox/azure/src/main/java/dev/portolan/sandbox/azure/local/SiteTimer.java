package dev.portolan.sandbox.azure.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.host.Ncrontab;
import dev.portolan.sandbox.azure.host.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a timer of a site fires next, and what its function is told of that ({@code TimerListener}
 * and {@code ScheduleMonitor} of azure-webjobs-sdk-extensions). Outlives the app, as Azure's does
 * in the host's storage. One call at a time; a call that failed comes again by the function's retry
 * policy, before anything else is due. Thread-safe.
 */
final class SiteTimer {
  private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  /** After which nothing can have run here, such as a machine that slept. */
  private static final Duration GAP = Duration.ofMinutes(1);

  private final Ncrontab schedule;
  private Instant last = NEVER;
  private Instant updated;
  private Instant next;
  private Object app;
  private Call failed;
  private Instant again;
  private boolean busy;

  SiteTimer(Ncrontab schedule, Instant now) {
    this.schedule = schedule;
    this.updated = now;
    this.next = following(now);
  }

  /**
   * One call.
   *
   * @param told what the function is told
   * @param at when it was made first
   * @param tries how often it was made before
   */
  record Call(String told, Instant at, int tries) {}

  /**
   * What is to be called now, if anything; the caller says when it {@link #ended}.
   *
   * @param host the app that runs: what was due before it did is made up for once
   */
  synchronized Optional<Call> due(Instant now, Object host) {
    boolean starts = app != host;
    app = host;
    if (busy) {
      return Optional.empty();
    }
    Call call = null;
    if (failed != null) {
      call = now.isBefore(again) ? null : new Call(failed.told, failed.at, failed.tries + 1);
    } else if (!now.isBefore(next)) {
      boolean late = now.isAfter(next) && (starts || next.plus(GAP).isBefore(now));
      call = new Call(told(late), now, 0);
    }
    busy = call != null;
    return Optional.ofNullable(call);
  }

  /** After a call that went well, or failed. */
  synchronized void ended(Call call, boolean well, Retry retry, Instant now) {
    busy = false;
    failed = well || !retry.after(call.tries) ? null : call;
    if (failed != null) {
      again = now.plus(retry.pause(call.tries));
      return;
    }
    last = call.at;
    updated = call.at;
    next = following(call.at);
  }

  private Instant following(Instant time) {
    return schedule.next(time).orElse(Instant.MAX);
  }

  /** What a function is told that somebody calls by hand, between two ticks. */
  static String byHand(Ncrontab schedule, Instant now) {
    return new SiteTimer(schedule, now).told(false);
  }

  /** {@code TimerInfo} of the Timers extension. */
  private String told(boolean late) {
    ObjectNode timer = JsonNodeFactory.instance.objectNode();
    timer.putObject("Schedule").put("AdjustForDST", true);
    timer
        .putObject("ScheduleStatus")
        .put("Last", last.toString())
        .put("Next", next.toString())
        .put("LastUpdated", updated.toString());
    return timer.put("IsPastDue", late).toString();
  }
}
