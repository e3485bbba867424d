package dev.portolan.sandbox.aws.scheduler;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule ticks: {@code cron(minutes hours day-of-month month day-of-week year)}, days of
 * the week from 1 for Sunday, a question mark in one of the two days; or {@code rate(5 minutes)}.
 *
 * <p>"If a cron expression falls on a non-existent date and time, your schedule invocation is
 * skipped"; when clocks go back "your schedule runs only once".
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types</a>
 */
public final class AwsSchedule {
  private static final Pattern CRON = Pattern.compile("cron\\((\\S+( \\S+){5})\\)");
  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)s?\\)");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;

  private final Optional<Long> everySeconds;
  private final BitSet[] fields;
  private final ZoneId zone;

  private AwsSchedule(Optional<Long> everySeconds, BitSet[] fields, ZoneId zone) {
    this.everySeconds = everySeconds;
    this.fields = fields;
    this.zone = zone;
  }

  /** Reads an expression; refuses it in the service's words. */
  public static AwsSchedule parse(String expression, String timezone) {
    ZoneId zone;
    try {
      zone = ZoneId.of(timezone);
    } catch (DateTimeException e) {
      throw SchedulerError.TIMEZONE.refusal(timezone);
    }
    Matcher rate = RATE.matcher(expression);
    if (rate.matches() && Long.parseLong(rate.group(1)) > 0) {
      long unit =
          switch (rate.group(2)) {
            case "minute" -> 60;
            case "hour" -> 3600;
            default -> 86400;
          };
      return new AwsSchedule(
          Optional.of(Long.parseLong(rate.group(1)) * unit), new BitSet[0], zone);
    }
    Matcher cron = CRON.matcher(expression);
    if (expression.startsWith("at(")) {
      throw SchedulerError.NOT_READ_HERE.refusal(expression);
    }
    if (!cron.matches()) {
      throw SchedulerError.EXPRESSION.refusal(expression);
    }
    return new AwsSchedule(Optional.empty(), fields(cron.group(1).split(" "), expression), zone);
  }

  private static BitSet[] fields(String[] texts, String expression) {
    if (texts[2].equals("?") == texts[4].equals("?")) {
      throw SchedulerError.EXPRESSION.refusal(expression);
    }
    if (texts[2].matches(".*[LW].*") || texts[4].matches(".*(L|#).*")) {
      throw SchedulerError.NOT_READ_HERE.refusal(expression);
    }
    Field reader = new Field(expression);
    return new BitSet[] {
      reader.read(texts[0], 0, 59, List.of()),
      reader.read(texts[1], 0, 23, List.of()),
      reader.read(texts[2].replace("?", "*"), 1, 31, List.of()),
      reader.read(texts[3], 1, 12, MONTHS),
      reader.read(texts[4].replace("?", "*"), 1, 7, DAYS),
      reader.read(texts[5], FIRST_YEAR, LAST_YEAR, List.of())
    };
  }

  /** Reads one field of an expression. */
  private record Field(String expression) {
    BitSet read(String text, int low, int high, List<String> names) {
      BitSet set = new BitSet();
      for (String part : text.split(",", -1)) {
        String[] stepped = part.split("/", -1);
        String[] ends = stepped[0].split("-", -1);
        boolean any = stepped[0].equals("*");
        int from = any ? low : number(ends[0], low, high, names);
        int to =
            ends.length == 2
                ? number(ends[1], low, high, names)
                : any || stepped.length == 2 ? high : from;
        int step = stepped.length == 2 ? number(stepped[1], 1, high, List.of()) : 1;
        if (stepped.length > 2 || ends.length > 2 || from > to) {
          throw SchedulerError.EXPRESSION.refusal(expression);
        }
        for (int i = from; i <= to; i += step) {
          set.set(i);
        }
      }
      return set;
    }

    private int number(String text, int low, int high, List<String> names) {
      int named = names.indexOf(text);
      if (named >= 0) {
        return low + named;
      }
      int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
      if (number < low || number > high) {
        throw SchedulerError.EXPRESSION.refusal(expression);
      }
      return number;
    }
  }

  /** The first time after an instant; empty when there is none. */
  public Optional<Instant> after(Instant instant) {
    if (everySeconds.isPresent()) {
      return Optional.of(instant.plusSeconds(everySeconds.get()));
    }
    LocalDateTime time =
        LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDateTime end = time.plusYears(8);
    while (time.isBefore(end)) {
      if (!fields[5].get(time.getYear()) || !fields[3].get(time.getMonthValue())) {
        time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      } else if (!fields[2].get(time.getDayOfMonth())
          || !fields[4].get(time.getDayOfWeek().getValue() % 7 + 1)) {
        time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!fields[1].get(time.getHour())) {
        time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!fields[0].get(time.getMinute()) || !once(time, instant)) {
        time = time.plusMinutes(1);
      } else {
        return Optional.of(first(time));
      }
    }
    return Optional.empty();
  }

  /** Whether a time of the clock comes at all, and has not come already. */
  private boolean once(LocalDateTime time, Instant after) {
    return !zone.getRules().getValidOffsets(time).isEmpty() && first(time).isAfter(after);
  }

  private Instant first(LocalDateTime time) {
    ZoneOffset offset = zone.getRules().getValidOffsets(time).get(0);
    return time.toInstant(offset);
  }
}
