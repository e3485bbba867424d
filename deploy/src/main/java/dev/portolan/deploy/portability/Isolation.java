package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells of findings that tie to a vendor whether they are isolated: all that is tied stands in
 * classes that others only make, and call through an interface of the project's own that also has a
 * class that reaches nothing of that vendor; or it is reached through such classes alone.
 */
final class Isolation {
  private final Seen seen;
  private final List<Code.Method> roots;
  private final Set<String> fixed;

  private Isolation(Seen seen, List<Code.Method> roots, Set<String> fixed) {
    this.seen = seen;
    this.roots = roots;
    this.fixed = fixed;
  }

  /**
   * The findings, with the interface where one is isolated.
   *
   * @param roots what is called first
   * @param fixed classes that a platform calls, which nothing isolates
   */
  static List<Finding> over(
      List<Finding> findings, Seen seen, List<Code.Method> roots, Set<String> fixed) {
    Isolation isolation = new Isolation(seen, roots, fixed);
    Set<String> providers = new TreeSet<>();
    findings.forEach(finding -> finding.ties().ifPresent(providers::add));
    List<Finding> over = new ArrayList<>(findings);
    for (String provider : providers) {
      isolation.look(over, provider);
    }
    return over;
  }

  private void look(List<Finding> findings, String provider) {
    Map<String, String> behind = new TreeMap<>();
    for (Finding finding : findings) {
      String type = finding.place().className();
      if (isOf(finding, provider) && !behind.containsKey(type)) {
        behind(type, provider).ifPresent(found -> behind.put(type, found));
      }
    }
    if (behind.isEmpty()) {
      return;
    }
    Set<String> around = new HashSet<>();
    for (Code.Method method : reach(roots, behind.keySet())) {
      around.add(method.owner() + ".");
      around.add(method.owner() + "." + seen.at(method, 0).member());
    }
    String any = behind.values().iterator().next();
    findings.replaceAll(
        each ->
            isOf(each, provider)
                    && !around.contains(each.place().className() + "." + each.place().member())
                ? each.withIsolated(behind.getOrDefault(each.place().className(), any))
                : each);
  }

  private static boolean isOf(Finding finding, String provider) {
    return finding.ties().filter(provider::equals).isPresent();
  }

  /** The interface that a class stands behind. */
  private Optional<String> behind(String type, String provider) {
    if (fixed.contains(type) || !seen.own().containsKey(type) || isCalledItself(type)) {
      return Optional.empty();
    }
    return ancestors(type).stream()
        .filter(above -> seen.own().get(above).isInterface())
        .filter(above -> isFree(seen.own().get(above).methods(), provider))
        .filter(above -> hasOther(above, type, provider))
        .findFirst();
  }

  /** Whether somebody outside does more with it than make one. */
  private boolean isCalledItself(String type) {
    return seen.reached().stream()
        .filter(method -> !isPartOf(method.owner(), type))
        .flatMap(method -> method.calls().stream())
        .anyMatch(call -> call.owner().equals(type) && !call.name().equals("<init>"));
  }

  private static boolean isPartOf(String name, String type) {
    return name.equals(type) || name.startsWith(type + "$");
  }

  private Set<String> ancestors(String type) {
    Set<String> above = new TreeSet<>();
    List<String> next = new ArrayList<>(seen.own().get(type).supertypes());
    for (int i = 0; i < next.size(); i++) {
      if (seen.own().containsKey(next.get(i)) && above.add(next.get(i))) {
        next.addAll(seen.own().get(next.get(i)).supertypes());
      }
    }
    return above;
  }

  private boolean hasOther(String above, String type, String provider) {
    return seen.dispatch().below(above).stream()
        .filter(other -> !isPartOf(other, type))
        .map(seen.own()::get)
        .filter(other -> !other.isAbstract())
        .anyMatch(other -> isFree(reach(line(other), Set.of()), provider));
  }

  /** Its methods, and those that it inherits from classes. */
  private List<Code.Method> line(Code code) {
    List<Code.Method> methods = new ArrayList<>(code.methods());
    ancestors(code.name()).forEach(above -> methods.addAll(seen.own().get(above).methods()));
    return methods;
  }

  private boolean isFree(List<Code.Method> methods, String provider) {
    return TieRule.find(seen.with(methods), Set.of()).stream()
        .noneMatch(finding -> isOf(finding, provider));
  }

  private List<Code.Method> reach(List<Code.Method> from, Set<String> without) {
    return Reach.from(seen.own(), seen.dispatch(), from, without);
  }
}
