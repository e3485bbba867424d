package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Reads what rules of event buses call a function. */
record RuleObserver(AwsCalls calls, Place place, Looks looks) {
  RuleObserver(AwsCalls calls, Place place) {
    this(calls, place, new Looks(calls, place));
  }

  /**
   * The rules that may call a function, those that did, and the one that shall.
   *
   * @param permitted ids of statements to the ARNs of rules
   * @param more rules of its name
   */
  List<SeenRule> rules(
      SortedMap<String, String> permitted, List<RuleName> more, Optional<WantedRule> wanted)
      throws Exception {
    Map<RuleName, List<String>> statements = new LinkedHashMap<>();
    Optional<RuleName> asked = wanted.filter(WantedRule::here).map(WantedRule::rule);
    asked.ifPresent(rule -> statements.put(rule, new ArrayList<>()));
    more.forEach(rule -> statements.put(rule, new ArrayList<>()));
    permitted.forEach(
        (id, arn) ->
            RuleName.parse(place, arn)
                .ifPresent(
                    rule -> statements.computeIfAbsent(rule, r -> new ArrayList<>()).add(id)));
    List<SeenRule> all = new ArrayList<>();
    for (Map.Entry<RuleName, List<String>> one : statements.entrySet()) {
      RuleName rule = one.getKey();
      Optional<SeenRule.Live> live = calls.rules().find(rule);
      boolean bus = live.isPresent() || rule.bus().equals(BusName.DEFAULT);
      if (!bus && asked.equals(Optional.of(rule))) {
        bus = looks.bus(rule.bus());
      }
      all.add(new SeenRule(rule, bus, one.getValue(), live));
    }
    return all;
  }

  /** Those that are ours, as their tags tell; one that is not there has none. */
  List<RuleName> ours(SortedMap<String, String> permitted, List<RuleName> more) throws Exception {
    Set<RuleName> named = new LinkedHashSet<>(more);
    permitted.values().stream()
        .flatMap(arn -> RuleName.parse(place, arn).stream())
        .forEach(named::add);
    List<RuleName> ours = new ArrayList<>();
    for (RuleName rule : named) {
      Optional<Map<String, String>> tags = calls.rules().tags(rule.arn(place));
      if (tags.filter(its -> Ownership.owns(place.owner(), its)).isPresent()) {
        ours.add(rule);
      }
    }
    return ours;
  }
}
