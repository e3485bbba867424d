package dev.portolan.deploy.describe;

import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field of a cron expression: its bounds, and the names that stand for its values. */
enum CronField {
  MINUTE("minute", 0, 59),
  HOUR("hour", 0, 23),
  DAY("day of the month", 1, 31),
  MONTH(
      "month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
      "DEC"),
  WEEKDAY("day of the week", 0, 6, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final Pattern ELEMENT =
      Pattern.compile("(?:(\\*)|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]{1,2}))?");

  private final String label;
  private final int min;
  private final int max;
  private final List<String> names;

  CronField(String label, int min, int max, String... names) {
    this.label = label;
    this.min = min;
    this.max = max;
    this.names = List.of(names);
  }

  /**
   * The values a text stands for, as far as it can be read.
   *
   * @param told of each fault, and of what to do about it
   */
  BitSet read(String text, BiConsumer<String, String> told) {
    BitSet values = new BitSet();
    String[] elements = text.split(",", -1);
    for (String element : elements) {
      Matcher matcher = ELEMENT.matcher(element);
      if (!matcher.matches()) {
        told.accept("has '" + element + "' as " + label, written(element));
      } else if (matcher.group(1) != null && elements.length > 1) {
        told.accept("has '*' in a list as " + label, "let '*' stand alone, or leave it out");
      } else {
        add(matcher, values, told);
      }
    }
    return values;
  }

  private void add(Matcher element, BitSet values, BiConsumer<String, String> told) {
    boolean all = element.group(1) != null;
    String first = element.group(2);
    int from = all ? min : value(first);
    int to = all ? max : element.group(3) == null ? from : value(element.group(3));
    int step = element.group(4) == null ? 1 : Integer.parseInt(element.group(4));
    String is = "has '" + element.group() + "' as " + label;
    if (from < min || to < min || from > max || to > max) {
      told.accept(is, written(element.group()));
    } else if (from > to) {
      told.accept(is + ", which runs backwards", "split the range in two, joined by a comma");
    } else if (step < 1 || step > max) {
      told.accept(is, "a step is 1 to " + max);
    } else if (!all && element.group(3) == null && element.group(4) != null) {
      String range = first + "-" + max + "/" + step;
      told.accept(is + ", a step without a range", "write '" + range + "'");
    } else {
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
    }
  }

  /** What a number or a name stands for, -1 if nothing. */
  private int value(String text) {
    int named = names.indexOf(text);
    return named >= 0 ? named + min : text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
  }

  private String written(String element) {
    if (element.equals("?")) {
      return "write '*'";
    }
    if (this == WEEKDAY && element.matches("7|.*-7")) {
      return "Sunday is 0 or SUN";
    }
    return "values "
        + min
        + "-"
        + max
        + (names.isEmpty() ? "" : " or " + names.get(0) + "-" + names.get(names.size() - 1))
        + ", ranges with '-', lists with ',', '*', steps with '/'; nothing else is read alike by all";
  }
}
