package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds what is a vendor's alone among what is reached: its types, marks and variables. */
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
    Map<String, Set<Match>> inside = new TreeMap<>();
    for (Code.Method method : seen.reached()) {
      Map<Match, Code.Mention> types = rule.types(method, told);
      types.forEach(
          (match, mention) ->
              findings.add(uses(match, seen.at(method, mention.line()), mention.type())));
      inside.computeIfAbsent(method.owner(), name -> new HashSet<>()).addAll(types.keySet());
      findings.addAll(rule.variables(method));
    }
    inside.forEach((name, matches) -> findings.addAll(rule.declared(name, matches, told)));
    return findings;
  }

  static String key(String provider, String className) {
    return provider + " " + className;
  }

  private Map<Match, Code.Mention> types(Code.Method method, Set<String> told) {
    Map<Match, Code.Mention> first = new LinkedHashMap<>();
    List<Code.Mention> mentions = new ArrayList<>(method.mentions());
    method.annotations().forEach(type -> mentions.add(new Code.Mention(type, method.line())));
    for (Code.Mention mention : mentions) {
      match(mention.type(), method.owner(), told)
          .ifPresent(match -> first.merge(match, mention, TieRule::spoken));
    }
    return first;
  }

  /** What a class is or is marked with, where no method of it says as much. */
  private List<Finding> declared(String name, Set<Match> inside, Set<String> told) {
    Code code = seen.own().get(name);
    Map<Match, String> first = new LinkedHashMap<>();
    for (String type :
        Stream.concat(code.supertypes().stream(), code.annotations().stream()).toList()) {
      match(type, name, told)
          .filter(match -> !inside.contains(match))
          .ifPresent(match -> first.putIfAbsent(match, type));
    }
    Place place = new Place(name, "", code.source(), 0);
    return first.entrySet().stream().map(e -> uses(e.getKey(), place, e.getValue())).toList();
  }

  private Optional<Match> match(String type, String owner, Set<String> told) {
    return matches
        .computeIfAbsent(type, this::match)
        .filter(m -> !m.tie().ofEntryPoints() || !told.contains(key(m.provider(), owner)));
  }

  /** A line of the code says more than a type of the parameters. */
  private static Code.Mention spoken(Code.Mention a, Code.Mention b) {
    return a.line() == 0 ? b : a;
  }

  private List<Finding> variables(Code.Method method) {
    List<Finding> findings = new ArrayList<>();
    for (Code.Call call : method.calls()) {
      Variables.read(call)
          .filter(name -> !seen.variables().contains(name))
          .flatMap(name -> variable(name, seen.at(method, call.line())))
          .ifPresent(findings::add);
    }
    return findings;
  }

  /** One that several set ties to none of them, and concerns all others. */
  private Optional<Finding> variable(String name, Place place) {
    List<Match> setting =
        seen.known().stream()
            .flatMap(
                ties -> ties.ofVariable(name).map(tie -> new Match(ties.provider(), tie)).stream())
            .toList();
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Match first = setting.get(0);
    if (setting.size() == 1) {
      return Optional.of(tie(first, place, "reads " + name + ", " + first.tie().what()));
    }
    List<String> those = setting.stream().map(Match::provider).sorted().toList();
    return Optional.of(
        Finding.at(
            "environment",
            place,
            "reads " + name + ", which only " + String.join(" and ", those) + " set",
            first.tie().hint(),
            seen.known().stream()
                .map(Ties::provider)
                .filter(each -> !those.contains(each))
                .toList()));
  }

  private Optional<Match> match(String type) {
    if (seen.own().containsKey(type) || type.startsWith("java.")) {
      return Optional.empty();
    }
    return seen.known().stream()
        .flatMap(ties -> ties.ofType(type).map(tie -> new Match(ties.provider(), tie)).stream())
        .findFirst();
  }

  private static Finding uses(Match match, Place place, String type) {
    return tie(match, place, "uses " + type + ", of " + match.tie().what());
  }

  private static Finding tie(Match match, Place place, String what) {
    return Finding.tie(match.tie().name(), place, what, match.tie().hint(), match.provider());
  }
}
