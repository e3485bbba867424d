package dev.portolan.sandbox.azure.host;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as .NET writes them: {@code [d.]hh:mm[:ss[.fffffff]]}.
 *
 * <p>https://learn.microsoft.com/dotnet/api/system.timespan.parse
 */
final class TimeSpan {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");

  private TimeSpan() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Duration of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()
        || number(matcher, 2) > 23
        || number(matcher, 3) > 59
        || number(matcher, 4) > 59) {
      throw new IllegalArgumentException("'" + text + "' was not recognized as a valid TimeSpan.");
    }
    String fraction = matcher.group(5) == null ? "" : matcher.group(5);
    return Duration.ofDays(number(matcher, 1))
        .plusHours(number(matcher, 2))
        .plusMinutes(number(matcher, 3))
        .plusSeconds(number(matcher, 4))
        .plusNanos(Long.parseLong((fraction + "000000000").substring(0, 9)));
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
