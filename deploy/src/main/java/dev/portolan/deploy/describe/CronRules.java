package dev.portolan.deploy.describe;

import java.util.BitSet;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Cron expressions of five fields, as far as all platforms read them alike. What only some know is
 * refused: nicknames, seconds, years, {@code ?}, {@code L}, {@code W}, {@code #}, Sunday as 7.
 */
final class CronRules {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private static final int[] LONGEST = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private CronRules() {}

  /**
   * @param told of each fault, and of what to do about it
   */
  static void check(String cron, BiConsumer<String, String> told) {
    String quoted = "cron '" + cron + "' ";
    CronField[] kinds = CronField.values();
    String[] fields = cron.split(" +", -1);
    if (cron.startsWith("@")) {
      String fives = NICKNAMES.getOrDefault(cron, "*/5 * * * *");
      told.accept(quoted + "is no list of five fields", "write them: '" + fives + "'");
    } else if (cron.startsWith("TZ=") || cron.startsWith("CRON_TZ=")) {
      told.accept(quoted + "names a time zone", "name it as timezone, beside the cron expression");
    } else if (fields.length != kinds.length) {
      told.accept(
          quoted + "has " + fields.length + " fields, not 5",
          "minute, hour, day of the month, month, day of the week, as in '0 2 * * *'"
              + (fields.length > kinds.length ? "; leave out seconds, years and more blanks" : ""));
    } else {
      BitSet[] values = new BitSet[kinds.length];
      for (CronField kind : kinds) {
        int i = kind.ordinal();
        values[i] = kind.read(fields[i], (what, hint) -> told.accept(quoted + what, hint));
      }
      if (Stream.of(values).noneMatch(BitSet::isEmpty)) {
        days(fields, values, (what, hint) -> told.accept(quoted + what, hint));
      }
    }
  }

  private static void days(String[] fields, BitSet[] values, BiConsumer<String, String> told) {
    int day = CronField.DAY.ordinal();
    if (!fields[day].equals("*") && !fields[CronField.WEEKDAY.ordinal()].equals("*")) {
      told.accept(
          "restricts the day of the month and the day of the week",
          "let one of them be '*': some platforms then take either day, some both, some neither");
    }
    BitSet months = values[CronField.MONTH.ordinal()];
    int longest = months.stream().map(month -> LONGEST[month - 1]).max().orElseThrow();
    if (values[day].nextSetBit(0) > longest) {
      told.accept("never comes", "none of its months has so many days");
    }
  }
}
