package dev.portolan.sandbox.gcp.logging;

import com.google.logging.v2.LogEntry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which entries are wanted: comparisons of fields with values, all of which must hold. The rest of
 * the language is refused.
 *
 * @see <a href="https://cloud.google.com/logging/docs/view/logging-query-language">the language</a>
 */
final class Filter implements Predicate<LogEntry> {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\s*(?:(AND)\\s+)?([A-Za-z_][A-Za-z0-9_.]*(?:\\.?\"[^\"]*\")?)\\s*(!=|>=|<=|=|>|<|:)\\s*"
              + "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"()]+))");

  private final List<Comparison> comparisons;

  private Filter(List<Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  static Filter parse(String text) {
    List<Comparison> all = new ArrayList<>();
    Matcher matcher = COMPARISON.matcher(text);
    int at = 0;
    while (!text.substring(at).isBlank()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt() || matcher.group(1) != null && all.isEmpty()) {
        throw LoggingError.UNPARSEABLE.refusal(
            "syntax error at line 1, column "
                + (at + 1)
                + ": the sandbox reads comparisons joined by AND only");
      }
      String quoted = matcher.group(4);
      all.add(
          Comparison.of(
              matcher.group(2),
              matcher.group(3),
              quoted == null ? matcher.group(5) : quoted.replaceAll("\\\\(.)", "$1")));
      at = matcher.end();
    }
    return new Filter(all);
  }

  @Override
  public boolean test(LogEntry entry) {
    return comparisons.stream().allMatch(each -> each.test(entry));
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw LoggingError.UNPARSEABLE.refusal("'" + text + "' is not a time of RFC 3339");
    }
  }
}
