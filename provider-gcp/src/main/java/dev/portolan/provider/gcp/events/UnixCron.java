package dev.portolan.provider.gcp.events;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cron expressions as Cloud Scheduler reads them: "Ranges are two numbers separated with a hyphen",
 * so names of months and days become their numbers. Minutes, steps, lists and the day of the week
 * from 0 mean what they mean elsewhere.
 *
 * @see <a href="https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules">Cron job
 *     format</a>
 */
final class UnixCron {
  private static final int MONTH = 3;
  private static final int WEEKDAY = 4;
  private static final List<String> MONTHS =
      List.of(
          "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Pattern NAME = Pattern.compile("[A-Z]{3}");

  private UnixCron() {}

  static String of(String cron) {
    String[] fields = cron.split(" ");
    if (fields.length > WEEKDAY) {
      fields[MONTH] = numbers(fields[MONTH], MONTHS);
      fields[WEEKDAY] = numbers(fields[WEEKDAY], DAYS);
    }
    return String.join(" ", fields);
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
