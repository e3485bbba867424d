package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Trigger;
import java.time.ZoneId;
import java.util.function.BiConsumer;

/** Which times a schedule may name: see {@link CronRules}; on which clock: by the zone's name. */
final class ScheduleRules {
  private ScheduleRules() {}

  /**
   * @param told of each fault, and of what to do about it
   */
  static void check(Trigger.Schedule schedule, BiConsumer<String, String> told) {
    CronRules.check(schedule.cron(), told);
    if (!isZone(schedule.timezone())) {
      told.accept(
          "no time zone '" + schedule.timezone() + "'",
          "'UTC', or an area and a city of the IANA database such as 'Europe/Berlin', in that case;"
              + " an offset would not follow the clocks");
    }
  }

  /** Without those that are offsets, abbreviations, or names of the JDK's own. */
  private static boolean isZone(String name) {
    return name.equals("UTC")
        || name.contains("/")
            && !name.startsWith("SystemV/")
            && ZoneId.getAvailableZoneIds().contains(name);
  }
}
