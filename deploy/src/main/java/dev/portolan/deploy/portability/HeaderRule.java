package dev.portolan.deploy.portability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds headers of a response whose value is a constant that goes beyond ASCII. One that is put
 * together, or handed in, is not seen.
 */
final class HeaderRule {
  static final String NAME = "header-text";

  private HeaderRule() {}

  static List<Finding> find(Seen seen) {
    List<Finding> findings = new ArrayList<>();
    Lacking lacking = Lacking.of(NAME, seen.targeted());
    if (lacking.isEmpty()) {
      return findings;
    }
    for (Code.Method method : seen.reached()) {
      for (Code.Call call : method.calls()) {
        value(call)
            .filter(text -> !StandardCharsets.US_ASCII.newEncoder().canEncode(text))
            .map(text -> "sets a header to '" + text + "', beyond ASCII")
            .ifPresent(what -> findings.add(lacking.at(seen.at(method, call.line()), what)));
      }
    }
    return findings;
  }

  private static Optional<String> value(Code.Call call) {
    boolean sets = call.is("dev.portolan.HttpResponse", "withHeader");
    return sets && call.arguments().size() == 3
        ? call.arguments().get(2).map(HeaderRule::known)
        : Optional.empty();
  }

  /** Without the mark of what is not known behind it. */
  private static String known(String text) {
    return text.endsWith("…") ? text.substring(0, text.length() - 1) : text;
  }
}
