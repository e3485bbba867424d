package dev.portolan.adapter.azurefunctions;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Tells which ticks of a timer are meant. Azure's timers go by UTC, so those of a schedule in
 * another zone fire at every time of day that can be meant there, in summer and in winter.
 */
final class ZonedCron {
  private static final String[] MONTHS = {
    "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"
  };
  private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
  private static final String[] NONE = {};

  private ZonedCron() {}

  /**
   * Whether a schedule means the minute of a tick. Of an hour that clocks repeat both are meant.
   *
   * @param cron five fields, as the descriptor has them
   * @param timezone whose clock they go by
   */
  static boolean due(String cron, String timezone, Instant tick) {
    String[] fields = cron.split(" +");
    ZonedDateTime local = tick.atZone(ZoneId.of(timezone));
    return hasTime(fields, local) && hasDay(fields, local);
  }

  /**
   * The last minute that a schedule means, of those from one to another, both included; {@code
   * null} if it means none.
   */
  static Instant last(String cron, String timezone, Instant from, Instant to) {
    String[] fields = cron.split(" +");
    Instant first = from.truncatedTo(ChronoUnit.MINUTES);
    ZonedDateTime at = to.truncatedTo(ChronoUnit.MINUTES).atZone(ZoneId.of(timezone));
    while (!at.toInstant().isBefore(first)) {
      boolean day = hasDay(fields, at);
      if (day && hasTime(fields, at)) {
        return at.toInstant();
      }
      at = (day ? at : at.toLocalDate().atStartOfDay(at.getZone())).minusMinutes(1);
    }
    return null;
  }

  private static boolean hasTime(String[] fields, ZonedDateTime local) {
    return has(fields[0], local.getMinute(), 0, NONE) && has(fields[1], local.getHour(), 0, NONE);
  }

  private static boolean hasDay(String[] fields, ZonedDateTime local) {
    return has(fields[2], local.getDayOfMonth(), 1, NONE)
        && has(fields[3], local.getMonthValue(), 1, MONTHS)
        && has(fields[4], local.getDayOfWeek().getValue() % 7, 0, DAYS);
  }

  private static boolean has(String field, int value, int least, String[] names) {
    for (String element : field.split(",")) {
      int slash = element.indexOf('/');
      int step = slash < 0 ? 1 : Integer.parseInt(element.substring(slash + 1));
      String range = slash < 0 ? element : element.substring(0, slash);
      int dash = range.indexOf('-');
      boolean all = range.equals("*");
      int from = all ? least : number(dash < 0 ? range : range.substring(0, dash), names);
      int to = all ? Integer.MAX_VALUE : dash < 0 ? from : number(range.substring(dash + 1), names);
      if (value >= from && value <= to && (value - from) % step == 0) {
        return true;
      }
    }
    return false;
  }

  private static int number(String text, String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(text)) {
        return i;
      }
    }
    return Integer.parseInt(text);
  }
}
