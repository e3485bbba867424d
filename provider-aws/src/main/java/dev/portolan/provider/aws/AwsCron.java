package dev.portolan.provider.aws;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Portable cron expressions as EventBridge Scheduler reads them: six fields, the last for the year;
 * days of the week from 1 for Sunday; and a question mark in the one of the two days that is not
 * restricted, since "you can't use * in both the Day-of-month and Day-of-week fields".
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types</a>
 */
final class AwsCron {
  private static final int DAY = 2;
  private static final int MONTH = 3;
  private static final int WEEKDAY = 4;
  private static final Pattern NUMBER = Pattern.compile("[0-6]");

  private AwsCron() {}

  static String of(String cron) {
    String[] fields = cron.split(" ");
    boolean weekly = !fields[WEEKDAY].equals("*");
    return "cron("
        + String.join(
            " ",
            fields[0],
            fields[1],
            weekly ? "?" : fields[DAY],
            fields[MONTH],
            weekly ? weekdays(fields[WEEKDAY]) : "?",
            "*")
        + ")";
  }

  private static String weekdays(String field) {
    return Arrays.stream(field.split(",")).map(AwsCron::part).collect(Collectors.joining(","));
  }

  /** A step counts days and is none. */
  private static String part(String part) {
    int slash = part.indexOf('/');
    String days = slash < 0 ? part : part.substring(0, slash);
    String step = slash < 0 ? "" : part.substring(slash);
    return NUMBER.matcher(days).replaceAll(n -> "" + (Integer.parseInt(n.group()) + 1)) + step;
  }
}
