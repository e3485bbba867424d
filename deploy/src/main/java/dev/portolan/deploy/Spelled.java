package dev.portolan.deploy;

import java.time.Duration;

/** Values as people read them. */
final class Spelled {
  private Spelled() {}

  /** {@code 0.3 s}, {@code 12 s}, {@code 2 min 5 s}. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 10_000) {
      return (millis + 50) / 1000 + "." + (millis + 50) % 1000 / 100 + " s";
    }
    long seconds = (millis + 500) / 1000;
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  /** Text from outside with control characters, and those that turn writing round, escaped. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || !hidden(c)) {
                safe.appendCodePoint(c);
              } else {
                safe.append(String.format("\\u%04x", c));
              }
            });
    return safe.toString();
  }

  /** The same on one line: nothing from outside may begin a line of ours. */
  static String line(String text) {
    return safe(text.strip().replaceAll("\\R\\s*", " "));
  }

  private static boolean hidden(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
