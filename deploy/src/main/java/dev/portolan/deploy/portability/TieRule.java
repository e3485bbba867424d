package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what is a vendor's alone among what is reached: types of it, and its variables. */
final class TieRule {
  private final Seen seen;
  private final Map<String, Optional<Match>> matches = new HashMap<>();

  /** Whose tie a type belongs to. */
  private record Match(String provider, Ties.Tie tie) {}

  private TieRule(Seen seen) {
    this.seen = seen;
  }

  /**
   * One finding for each tie and method.
   *
   * @param told the classes whose entry points of a provider are told already, as {@link #key}
   */
  static List<Finding> find(Seen seen, Set<String> told) {
    TieRule rule = new TieRule(seen);
    List<Finding> findings = new ArrayList<>();
    for (Code.Method method : seen.reached()) {
      findings.addAll(rule.types(method, told));
      findings.addAll(rule.variables(method));
    }
    return findings;
  }

  static String key(String provider, String className) {
    return provider + " " + className;
  }

  private List<Finding> types(Code.Method method, Set<String> told) {
    Map<Match, Code.Mention> first = new HashMap<>();
    for (Code.Mention mention : method.mentions()) {
      matches
          .computeIfAbsent(mention.type(), this::match)
          .filter(
              m -> !m.tie().ofEntryPoints() || !told.contains(key(m.provider(), method.owner())))
          .ifPresent(match -> first.merge(match, mention, TieRule::spoken));
    }
    List<Finding> findings = new ArrayList<>();
    first.forEach(
        (match, mention) ->
            findings.add(
                tie(
                    match,
                    seen.at(method, mention.line()),
                    "uses " + mention.type() + ", of " + match.tie().what())));
    return findings;
  }

  /** A line of the code says more than a type of the parameters. */
  private static Code.Mention spoken(Code.Mention a, Code.Mention b) {
    return a.line() == 0 ? b : a;
  }

  private List<Finding> variables(Code.Method method) {
    List<Finding> findings = new ArrayList<>();
    for (Code.Call call : method.calls()) {
      Optional<String> name =
          call.is("java.lang.System", "getenv") && call.arguments().size() == 1
              ? call.arguments().get(0)
              : Optional.empty();
      for (Ties ties : seen.known()) {
        name.flatMap(ties::ofVariable)
            .map(tie -> new Match(ties.provider(), tie))
            .map(
                match ->
                    tie(
                        match,
                        seen.at(method, call.line()),
                        "reads " + name.get() + ", " + match.tie().what()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Match> match(String type) {
    if (seen.own().containsKey(type) || type.startsWith("java.")) {
      return Optional.empty();
    }
    return seen.known().stream()
        .flatMap(ties -> ties.ofType(type).map(tie -> new Match(ties.provider(), tie)).stream())
        .findFirst();
  }

  private static Finding tie(Match match, Place place, String what) {
    return Finding.tie(match.tie().name(), place, what, match.tie().hint(), match.provider());
  }
}
