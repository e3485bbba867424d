package dev.portolan.deploy.portability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds methods that may set two cookies of one response: two calls that set one, or one in a loop
 * or in a method that calls itself, on one path through the code, with what is called on the way.
 * Of several blocks that a method hands on one is taken to run, as of {@code map} and {@code
 * orElseGet}. Cookies of headers that are handed in whole, or of a framework's own messages, are
 * not seen.
 */
final class CookieRule {
  static final String NAME = "two-cookies";

  private static final String RESPONSE = "dev.portolan.HttpResponse";

  private final Seen seen;
  private final Map<String, Integer> most = new HashMap<>();

  private CookieRule(Seen seen) {
    this.seen = seen;
  }

  static List<Finding> find(Seen seen) {
    List<Finding> findings = new ArrayList<>();
    Lacking lacking = Lacking.of(NAME, seen.targeted());
    if (lacking.isEmpty()) {
      return findings;
    }
    CookieRule rule = new CookieRule(seen);
    rule.settle();
    for (Code.Method method : seen.reached()) {
      if (rule.isMany(method) && rule.isCause(method)) {
        Place place = seen.at(method, rule.lineOf(method));
        findings.add(lacking.at(place, "may set two cookies in one response"));
      }
    }
    return findings;
  }

  /** Whatever calls a method that turns out to set more is looked at again. */
  private void settle() {
    Map<String, Set<Code.Method>> callers = new HashMap<>();
    for (Code.Method method : seen.reached()) {
      targets(method)
          .forEach(
              target ->
                  callers.computeIfAbsent(target.key(), key -> new LinkedHashSet<>()).add(method));
    }
    Deque<Code.Method> open = new ArrayDeque<>(seen.reached());
    while (!open.isEmpty()) {
      Code.Method method = open.remove();
      int[] weights = method.calls().stream().mapToInt(this::weight).toArray();
      int now = Arrays.stream(weights).sum() == 0 ? 0 : CookiePaths.most(method, weights);
      if (now > most.getOrDefault(method.key(), 0)) {
        most.put(method.key(), now);
        open.addAll(callers.getOrDefault(method.key(), Set.of()));
      }
    }
  }

  private boolean isMany(Code.Method method) {
    return most.getOrDefault(method.key(), 0) >= CookiePaths.MANY;
  }

  /**
   * It is told where it happens, not by all that call it; of those that call each other, by all.
   */
  private boolean isCause(Code.Method method) {
    return targets(method)
        .filter(this::isMany)
        .allMatch(target -> target.equals(method) || leads(target, method));
  }

  private boolean leads(Code.Method from, Code.Method to) {
    Set<String> met = new HashSet<>();
    Deque<Code.Method> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Code.Method next = open.remove();
      if (next.key().equals(to.key())) {
        return true;
      }
      if (met.add(next.key())) {
        targets(next).filter(this::isMany).forEach(open::add);
      }
    }
    return false;
  }

  private Stream<Code.Method> targets(Code.Method method) {
    return method.calls().stream().flatMap(call -> seen.dispatch().targets(call).stream());
  }

  /** Of the last call that sets one. */
  private int lineOf(Code.Method method) {
    return method.calls().stream()
        .filter(call -> weight(call) > 0)
        .mapToInt(Code.Call::line)
        .max()
        .orElse(0);
  }

  private int weight(Code.Call call) {
    if (call.is(RESPONSE, "withCookie") || isHeader(call)) {
      return 1;
    }
    return seen.dispatch().targets(call).stream()
        .mapToInt(target -> most.getOrDefault(target.key(), 0))
        .max()
        .orElse(0);
  }

  private static boolean isHeader(Code.Call call) {
    Optional<String> name =
        call.arguments().size() < 2 ? Optional.empty() : call.arguments().get(1);
    return (call.is(RESPONSE, "withHeader") || call.is("dev.portolan.Fields", "with"))
        && name.filter("set-cookie"::equalsIgnoreCase).isPresent();
  }
}
