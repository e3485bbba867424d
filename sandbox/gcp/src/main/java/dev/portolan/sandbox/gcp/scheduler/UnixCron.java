package dev.portolan.sandbox.gcp.scheduler;

import dev.portolan.sandbox.images.time.CronSchedule;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Schedules as Cloud Scheduler reads them: five fields, the day of the week from 0 to 7.
 * English-like schedules, which Google still takes and no longer recommends, are not read.
 *
 * @see <a
 *     href="https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules">schedules</a>
 */
public final class UnixCron {
  private static final Pattern DAY =
      Pattern.compile("(?i)(\\*|([0-7]|[a-z]{3})(-([0-7]|[a-z]{3}))?)(/[0-9]+)?");
  private static final Pattern OTHER =
      Pattern.compile("(?i)(\\*|([0-9]+|[a-z]{3})(-([0-9]+|[a-z]{3}))?)(/[0-9]+)?");

  private UnixCron() {}

  /** The schedule, when schedule and time zone are valid. */
  public static Optional<CronSchedule> of(String schedule, String timeZone) {
    String[] fields = schedule.strip().split("\\s+");
    if (fields.length != 5) {
      return Optional.empty();
    }
    for (int i = 0; i < 5; i++) {
      Pattern pattern = i == 4 ? DAY : OTHER;
      for (String part : fields[i].split(",", -1)) {
        if (!pattern.matcher(part).matches()) {
          return Optional.empty();
        }
      }
    }
    fields[4] = days(fields[4]);
    String zone = zone(timeZone);
    try {
      return zone.isEmpty()
          ? Optional.empty()
          : Optional.of(CronSchedule.parse(String.join(" ", fields), zone))
              .filter(each -> each.after(java.time.Instant.EPOCH).isPresent());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Sunday is 0 and 7, also at the end of a range. */
  private static String days(String field) {
    StringBuilder all = new StringBuilder();
    for (String part : field.split(",")) {
      String plain =
          part.equals("7") ? "0" : part.replaceFirst("^7-", "0-").replaceFirst("^0-7", "*");
      boolean over = plain.matches("[^*]+-7(/[0-9]+)?");
      String bounded = over ? plain.replaceFirst("-7", "-6") + ",0" : plain;
      all.append(all.isEmpty() ? "" : ",").append(bounded);
    }
    return all.toString();
  }

  /** The IANA name, empty when there is none; "utc" is told to be allowed by job.proto. */
  private static String zone(String timeZone) {
    if (timeZone.isEmpty() || timeZone.equalsIgnoreCase("utc")) {
      return "UTC";
    }
    return ZoneId.getAvailableZoneIds().contains(timeZone) ? timeZone : "";
  }
}
