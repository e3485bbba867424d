package dev.portolan.sandbox.azure.host;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a timer fires, in UTC: six fields of which the first is of seconds, or the five others
 * ({@code CronSchedule.TryCreate} of azure-webjobs-sdk-extensions).
 *
 * <p>https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
public final class Ncrontab {
  private static final int[][] RANGES = {{0, 59}, {0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}};
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** Within which every day of the calendar falls on every day of the week. */
  private static final int YEARS = 40;

  private final List<BitSet> fields;

  private Ncrontab(List<BitSet> fields) {
    this.fields = fields;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Ncrontab of(String text) {
    String[] given = text.trim().split("\\s+");
    String[] parts = given.length == 5 ? ("0 " + text.trim()).split("\\s+") : given;
    if (parts.length != RANGES.length) {
      throw new IllegalArgumentException("five or six fields are needed: " + text);
    }
    List<BitSet> fields = new ArrayList<>();
    for (int i = 0; i < RANGES.length; i++) {
      BitSet field = new BitSet();
      for (String part : parts[i].toLowerCase(Locale.ROOT).split(",")) {
        add(field, part, i);
      }
      fields.add(field);
    }
    return new Ncrontab(fields);
  }

  private static void add(BitSet field, String part, int number) {
    int[] range = RANGES[number];
    String[] stepped = part.split("/");
    int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
    String[] ends = stepped[0].split("-");
    boolean all = stepped[0].equals("*");
    int from = all ? range[0] : value(ends[0], number);
    int to = all || ends.length == 1 && stepped.length > 1 ? range[1] : value(last(ends), number);
    if (from < range[0] || to > range[1] || from > to || step < 1) {
      throw new IllegalArgumentException("out of its range: " + part);
    }
    for (int i = from; i <= to; i += step) {
      field.set(i);
    }
  }

  private static String last(String[] ends) {
    return ends[ends.length - 1];
  }

  private static int value(String text, int number) {
    if (number == 4 && MONTHS.contains(text)) {
      return MONTHS.indexOf(text) + 1;
    }
    return number == 5 && DAYS.contains(text) ? DAYS.indexOf(text) : Integer.parseInt(text);
  }

  /** Whether it fires in this second. */
  boolean matches(Instant instant) {
    ZonedDateTime at = instant.atZone(ZoneOffset.UTC);
    return fields.get(0).get(at.getSecond())
        && fields.get(1).get(at.getMinute())
        && fields.get(2).get(at.getHour())
        && fields.get(3).get(at.getDayOfMonth())
        && fields.get(4).get(at.getMonthValue())
        && fields.get(5).get(at.getDayOfWeek().getValue() % 7);
  }

  /** The first second behind another in which it fires; empty if that is not to be lived to see. */
  public Optional<Instant> next(Instant after) {
    ZonedDateTime at = after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    ZonedDateTime end = at.plusYears(YEARS);
    while (at.isBefore(end)) {
      if (!fields.get(4).get(at.getMonthValue())) {
        at = at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      } else if (!fields.get(3).get(at.getDayOfMonth())
          || !fields.get(5).get(at.getDayOfWeek().getValue() % 7)) {
        at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!fields.get(2).get(at.getHour())) {
        at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!fields.get(1).get(at.getMinute())) {
        at = at.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      } else if (!fields.get(0).get(at.getSecond())) {
        at = at.plusSeconds(1);
      } else {
        return Optional.of(at.toInstant());
      }
    }
    return Optional.empty();
  }
}
