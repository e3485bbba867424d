package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Fields;
import dev.portolan.runtime.Ids;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives a tick of Cloud Scheduler what a job's fixed headers cannot say: which tick it is.
 *
 * <p>{@code X-CloudScheduler-JobName} and, of jobs with a cron expression, {@code
 * X-CloudScheduler-ScheduleTime} in RFC 3339 are the scheduler's own (Cloud Scheduler API, {@code
 * HttpTarget.headers}). A tick that is tried again has both unchanged, and so the same id.
 */
final class SchedulerWire {
  private SchedulerWire() {}

  static Map<Object, Object> event(Map<?, ?> event, Fields headers) {
    Map<Object, Object> tick = new LinkedHashMap<>(event);
    String job = headers.get("x-cloudscheduler-jobname");
    String time = headers.get("x-cloudscheduler-scheduletime");
    if (job == null) {
      return tick;
    }
    String name = job.substring(job.lastIndexOf('/') + 1).concat("/");
    if (time == null) {
      // Run by hand: each time is another one.
      tick.put("id", name.concat(Ids.next()));
    } else {
      tick.put("id", name.concat(time));
      tick.put("time", time);
    }
    return tick;
  }
}
