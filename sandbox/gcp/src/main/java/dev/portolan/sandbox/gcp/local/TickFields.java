package dev.portolan.sandbox.gcp.local;

import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import dev.portolan.sandbox.gcp.oauth.Tokens;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header fields of a job's request: its own, but those that Google ignores or replaces, and
 * Google's. Source: {@code HttpTarget.headers} in {@code google/cloud/scheduler/v1/target.proto}.
 */
final class TickFields {
  private static final Set<String> REPLACED =
      Set.of("host", "content-length", "user-agent", "connection", "expect", "upgrade");

  private TickFields() {}

  static Map<String, String> of(Job job, Instant scheduled, Tokens tokens) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    HttpTarget target = job.getHttpTarget();
    target
        .getHeadersMap()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!REPLACED.contains(lower)
                  && !lower.startsWith("x-google-")
                  && !lower.startsWith("x-appengine-")
                  && !lower.startsWith("x-cloudscheduler")) {
                fields.put(name, value);
              }
            });
    fields.put("User-Agent", "Google-Cloud-Scheduler");
    fields.put("X-CloudScheduler", "true");
    fields.put(
        "X-CloudScheduler-JobName", job.getName().substring(job.getName().lastIndexOf('/') + 1));
    ZoneId zone = ZoneId.of(job.getTimeZone().equalsIgnoreCase("utc") ? "UTC" : job.getTimeZone());
    fields.put(
        "X-CloudScheduler-ScheduleTime",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            scheduled.truncatedTo(ChronoUnit.SECONDS).atZone(zone)));
    if (target.hasOidcToken()) {
      fields.put(
          "Authorization",
          "Bearer "
              + tokens.identity(
                  target.getOidcToken().getServiceAccountEmail(),
                  target.getOidcToken().getAudience()));
    } else if (target.hasOauthToken()) {
      fields.put(
          "Authorization",
          "Bearer " + tokens.access(target.getOauthToken().getServiceAccountEmail()));
    }
    return fields;
  }
}
