package dev.portolan.deploy.portability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds methods that may set two cookies of one response: two calls that set one, or one in a loop,
 * on one path through the code, with what is called on the way. Cookies of headers that are handed
 * in whole, or of a framework's own messages, are not seen.
 */
final class CookieRule {
  static final String NAME = "two-cookies";

  private static final String RESPONSE = "dev.portolan.HttpResponse";
  private static final int MANY = 2;

  private final Seen seen;
  private final Map<String, Integer> known = new HashMap<>();

  private CookieRule(Seen seen) {
    this.seen = seen;
  }

  static List<Finding> find(Seen seen) {
    CookieRule rule = new CookieRule(seen);
    List<Finding> findings = new ArrayList<>();
    List<Ties> lacking =
        seen.targeted().stream().filter(ties -> ties.lacks().containsKey(NAME)).toList();
    if (lacking.isEmpty()) {
      return findings;
    }
    for (Code.Method method : seen.reached()) {
      // told where it happens, not by all that call it
      boolean below =
          method.calls().stream()
              .flatMap(call -> seen.dispatch().targets(call).stream())
              .anyMatch(target -> rule.most(target) >= MANY);
      if (!below && rule.most(method) >= MANY) {
        findings.add(finding(seen, method, rule.lineOf(method), lacking));
      }
    }
    return findings;
  }

  private static Finding finding(Seen seen, Code.Method method, int line, List<Ties> lacking) {
    List<String> whys = new ArrayList<>();
    for (Ties ties : lacking) {
      whys.add(ties.provider() + ": " + ties.lacks().get(NAME).why());
    }
    return Finding.at(
        NAME,
        seen.at(method, line),
        "may set two cookies in one response; " + String.join("; ", whys),
        lacking.get(0).lacks().get(NAME).hint(),
        lacking.stream().map(Ties::provider).toList());
  }

  /** Of the last call that sets one. */
  private int lineOf(Code.Method method) {
    return method.calls().stream()
        .filter(call -> weight(call) > 0)
        .mapToInt(Code.Call::line)
        .max()
        .orElse(0);
  }

  /**
   * The most cookies that a method sets on any path, up to many; of one that calls itself, none.
   */
  private int most(Code.Method method) {
    Integer before = known.putIfAbsent(method.key(), 0);
    if (before != null) {
      return before;
    }
    int[] weights = method.calls().stream().mapToInt(this::weight).toArray();
    int most = Arrays.stream(weights).sum() == 0 ? 0 : most(method.steps(), weights);
    known.put(method.key(), most);
    return most;
  }

  /** A step is looked at again each time that more may have been set before it. */
  private static int most(List<Code.Step> steps, int[] weights) {
    int[] before = new int[steps.size()];
    Deque<Integer> open = new ArrayDeque<>();
    IntStream.range(0, before.length).forEach(open::add);
    int most = 0;
    while (!open.isEmpty()) {
      int at = open.remove();
      int call = steps.get(at).call();
      int after = Math.min(MANY, before[at] + (call < 0 ? 0 : weights[call]));
      most = Math.max(most, after);
      for (int next : steps.get(at).next()) {
        if (before[next] < after) {
          before[next] = after;
          open.add(next);
        }
      }
    }
    return most;
  }

  private int weight(Code.Call call) {
    if (call.is(RESPONSE, "withCookie") || isHeader(call)) {
      return 1;
    }
    return seen.dispatch().targets(call).stream().mapToInt(this::most).max().orElse(0);
  }

  private static boolean isHeader(Code.Call call) {
    Optional<String> name =
        call.arguments().size() < 2 ? Optional.empty() : call.arguments().get(1);
    return (call.is(RESPONSE, "withHeader") || call.is("dev.portolan.Fields", "with"))
        && name.filter("set-cookie"::equalsIgnoreCase).isPresent();
  }
}
