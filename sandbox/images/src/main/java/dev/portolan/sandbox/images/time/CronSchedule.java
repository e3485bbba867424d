package dev.portolan.sandbox.images.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule as robfig/cron reads it: five fields, or six with seconds first, or a descriptor such
 * as {@code @hourly}. Source: pkg.go.dev/github.com/robfig/cron/v3, which Knative's PingSource uses
 * ({@code pkg/apis/sources/v1/ping_validation.go}).
 */
public final class CronSchedule {
  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int YEARS = 5;

  private final BitSet seconds;
  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean anyDay;
  private final boolean anyWeekday;
  private final ZoneId zone;

  private CronSchedule(String[] fields, ZoneId zone) {
    this.seconds = field(fields[0], 0, 59, List.of());
    this.minutes = field(fields[1], 0, 59, List.of());
    this.hours = field(fields[2], 0, 23, List.of());
    this.days = field(fields[3], 1, 31, List.of());
    this.months = field(fields[4], 1, 12, MONTHS);
    this.weekdays = field(fields[5], 0, 6, DAYS);
    this.anyDay = fields[3].startsWith("*") || fields[3].startsWith("?");
    this.anyWeekday = fields[5].startsWith("*") || fields[5].startsWith("?");
    this.zone = zone;
  }

  /**
   * Reads a schedule.
   *
   * @param timezone as in the IANA database; empty for UTC
   * @throws IllegalArgumentException with the words of the cron library
   */
  public static CronSchedule parse(String schedule, String timezone) {
    ZoneId zone;
    try {
      zone = timezone.isEmpty() ? ZoneId.of("UTC") : ZoneId.of(timezone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "provided bad location %s: unknown time zone %s".formatted(timezone, timezone), e);
    }
    String text = schedule.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty spec string");
    }
    if (text.startsWith("@")) {
      text = DESCRIPTORS.get(text);
      if (text == null) {
        throw new IllegalArgumentException("unrecognized descriptor: " + schedule);
      }
    }
    String[] fields = text.split("\\s+");
    if (fields.length < 5 || fields.length > 6) {
      throw new IllegalArgumentException(
          "expected 5 to 6 fields, found %d: [%s]"
              .formatted(fields.length, String.join(" ", fields)));
    }
    if (fields.length == 5) {
      fields = ("0 " + String.join(" ", fields)).split(" ");
    }
    return new CronSchedule(fields, zone);
  }

  private static BitSet field(String text, int low, int high, List<String> names) {
    BitSet set = new BitSet();
    for (String part : text.split(",")) {
      range(part, low, high, names, set);
    }
    return set;
  }

  private static void range(String part, int low, int high, List<String> names, BitSet set) {
    String[] stepped = part.split("/", -1);
    if (stepped.length > 2) {
      throw new IllegalArgumentException("too many slashes: " + part);
    }
    String[] ends = stepped[0].split("-", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException("too many hyphens: " + part);
    }
    int from = low;
    int to = high;
    if (!ends[0].equals("*") && !ends[0].equals("?")) {
      from = number(ends[0], names, low);
      to = ends.length == 2 ? number(ends[1], names, low) : stepped.length == 2 ? high : from;
    }
    int step = stepped.length == 2 ? number(stepped[1], List.of(), 0) : 1;
    if (from < low) {
      throw new IllegalArgumentException(
          "beginning of range (%d) below minimum (%d): %s".formatted(from, low, part));
    }
    if (to > high) {
      throw new IllegalArgumentException(
          "end of range (%d) above maximum (%d): %s".formatted(to, high, part));
    }
    if (from > to) {
      throw new IllegalArgumentException(
          "beginning of range (%d) beyond end of range (%d): %s".formatted(from, to, part));
    }
    if (step == 0) {
      throw new IllegalArgumentException("step of range should be a positive number: " + part);
    }
    for (int i = from; i <= to; i += step) {
      set.set(i);
    }
  }

  private static int number(String text, List<String> names, int low) {
    int named = names.indexOf(text.toLowerCase(java.util.Locale.ROOT));
    if (named >= 0) {
      return named + (names.size() == 12 ? low : 0);
    }
    if (!text.matches("\\d{1,4}")) {
      throw new IllegalArgumentException(
          "failed to parse int from %s: strconv.Atoi: parsing \"%s\": invalid syntax"
              .formatted(text, text));
    }
    return Integer.parseInt(text);
  }

  /** The first time after the given one; empty when there is none in the next years. */
  public Optional<Instant> after(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    LocalDateTime end = time.plusYears(YEARS);
    while (time.isBefore(end)) {
      if (!months.get(time.getMonthValue())) {
        time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      } else if (!day(time)) {
        time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!hours.get(time.getHour())) {
        time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!minutes.get(time.getMinute())) {
        time = time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      } else if (!seconds.get(time.getSecond())) {
        time = time.plusSeconds(1);
      } else {
        return Optional.of(ZonedDateTime.of(time, zone).toInstant());
      }
    }
    return Optional.empty();
  }

  /** Both must fit; where both are given, one that fits is enough. */
  private boolean day(LocalDateTime time) {
    boolean day = days.get(time.getDayOfMonth());
    boolean weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
    return anyDay || anyWeekday ? day && weekday : day || weekday;
  }
}
