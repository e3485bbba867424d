package dev.portolan.sandbox.aws.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter pattern for lines of text: all words must be there, none with a minus before it, and one
 * of those with a question mark before them.
 */
record LinePattern(List<String> all, List<String> none, List<String> any) {
  private static final Pattern TERM = Pattern.compile("([-?]?)(?:\"([^\"]*)\"|(\\S+))");

  static LinePattern from(String text) {
    if (text.startsWith("{") || text.startsWith("[") || text.startsWith("%")) {
      throw LogsError.PATTERN.refusal(text);
    }
    LinePattern pattern = new LinePattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Matcher term = TERM.matcher(text);
    while (term.find()) {
      String word = term.group(2) == null ? term.group(3) : term.group(2);
      switch (term.group(1)) {
        case "-" -> pattern.none.add(word);
        case "?" -> pattern.any.add(word);
        default -> pattern.all.add(word);
      }
    }
    return pattern;
  }

  boolean matches(String line) {
    return all.stream().allMatch(line::contains)
        && none.stream().noneMatch(line::contains)
        && (any.isEmpty() || any.stream().anyMatch(line::contains));
  }
}
