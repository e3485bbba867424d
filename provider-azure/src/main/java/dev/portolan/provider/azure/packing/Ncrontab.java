package dev.portolan.provider.azure.packing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cron expressions as Azure reads them: NCRONTAB, with seconds before the five fields. Both days
 * would have to fit, where cron takes either; that nobody writes both is seen to where a function
 * is described.
 *
 * <p>Timers on Flex Consumption go by UTC ("The environment variables 'WEBSITE_TIME_ZONE' and 'TZ'
 * are not supported on this platform", AZFD0010). In another zone the timer fires at all times in
 * UTC that can be meant, under any of the zone's offsets, and the adapter lets those pass that are
 * meant on that day.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions">NCRONTAB</a>
 * @see <a
 *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script/Properties/Resources.resx">LinuxConsumptionRemoveTimeZone</a>
 */
final class Ncrontab {
  private static final int MINUTE = 0;
  private static final int HOUR = 1;
  private static final int DAY_OF_MONTH = 2;
  private static final int MONTH = 3;
  private static final int WEEKDAY = 4;
  private static final List<String> MONTHS =
      List.of(
          "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Pattern NAME = Pattern.compile("[A-Z]{3}");

  /** From a day on, and not from today on: equal input gives equal bytes. */
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

  private static final Instant TO = Instant.parse("2045-01-01T00:00:00Z");
  private static final int DAY = 24 * 60;

  /** Days that a month has at least. */
  private static final int SHORTEST = 28;

  private Ncrontab() {}

  /** An expression that fires at each time meant, and for other zones than UTC at some more. */
  static String of(String cron, String timezone) {
    String[] fields = cron.split(" +");
    if (timezone.equals("UTC")) {
      fields[MONTH] = numbers(fields[MONTH], MONTHS);
      fields[WEEKDAY] = numbers(fields[WEEKDAY], DAYS);
      return "0 " + String.join(" ", fields);
    }
    SortedSet<Integer> minutes = new TreeSet<>();
    SortedSet<Integer> hours = new TreeSet<>();
    SortedSet<Integer> shifts = new TreeSet<>();
    for (ZoneOffset offset : offsets(ZoneId.of(timezone).getRules())) {
      for (int hour : values(fields[HOUR], 0, 23)) {
        for (int minute : values(fields[MINUTE], 0, 59)) {
          int utc = hour * 60 + minute - offset.getTotalSeconds() / 60;
          hours.add(Math.floorMod(utc, DAY) / 60);
          minutes.add(Math.floorMod(utc, DAY) % 60);
          shifts.add(Math.floorDiv(utc, DAY));
        }
      }
    }
    return "0 "
        + field(minutes, 60)
        + " "
        + field(hours, 24)
        + " "
        + field(days(values(fields[DAY_OF_MONTH], 1, 31), shifts), 31)
        + " "
        + field(months(fields, shifts), 12)
        + " "
        + field(weekdays(values(numbers(fields[WEEKDAY], DAYS), 0, 6), shifts), 7);
  }

  /** In UTC; the day before a first is the last of some month, and a first comes behind each. */
  private static SortedSet<Integer> days(int[] local, SortedSet<Integer> shifts) {
    SortedSet<Integer> all = new TreeSet<>();
    for (int day : local) {
      for (int shift : shifts) {
        if (shift > 0 && day >= SHORTEST) {
          all.add(1);
        }
        if (shift < 0 && day == 1) {
          IntStream.rangeClosed(SHORTEST, 31).forEach(all::add);
        } else if (day + shift <= 31) {
          all.add(day + shift);
        }
      }
    }
    return all;
  }

  /** With the month beside, where a day that is meant can be a day of that in UTC. */
  private static SortedSet<Integer> months(String[] fields, SortedSet<Integer> shifts) {
    int[] days = values(fields[DAY_OF_MONTH], 1, 31);
    SortedSet<Integer> all = new TreeSet<>();
    for (int month : values(numbers(fields[MONTH], MONTHS), 1, 12)) {
      all.add(month);
      if (shifts.first() < 0 && days[0] == 1) {
        all.add(month == 1 ? 12 : month - 1);
      }
      if (shifts.last() > 0 && days[days.length - 1] >= SHORTEST) {
        all.add(month == 12 ? 1 : month + 1);
      }
    }
    return all;
  }

  private static SortedSet<Integer> weekdays(int[] local, SortedSet<Integer> shifts) {
    SortedSet<Integer> all = new TreeSet<>();
    for (int day : local) {
      shifts.forEach(shift -> all.add(Math.floorMod(day + shift, 7)));
    }
    return all;
  }

  private static String field(SortedSet<Integer> values, int all) {
    return values.size() == all
        ? "*"
        : values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static SortedSet<ZoneOffset> offsets(ZoneRules rules) {
    SortedSet<ZoneOffset> offsets = new TreeSet<>();
    offsets.add(rules.getOffset(FROM));
    ZoneOffsetTransition next = rules.nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(TO)) {
      offsets.add(next.getOffsetAfter());
      next = rules.nextTransition(next.getInstant());
    }
    return offsets;
  }

  private static int[] values(String field, int first, int last) {
    BitSet values = new BitSet();
    for (String element : field.split(",")) {
      String[] parts = element.split("/");
      String[] range =
          parts[0].equals("*") ? new String[] {"" + first, "" + last} : parts[0].split("-");
      int to = Integer.parseInt(range[range.length - 1]);
      int step = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
      for (int value = Integer.parseInt(range[0]); value <= to; value += step) {
        values.set(value);
      }
    }
    return values.stream().toArray();
  }

  private static String numbers(String field, List<String> names) {
    Matcher matcher = NAME.matcher(field);
    return matcher.replaceAll(
        name -> {
          int number = names.indexOf(name.group());
          return number < 0 ? name.group() : String.valueOf(number);
        });
  }
}
