package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names that more than one function of a project wants, and routes that more than one class does.
 * Those of beans may be configured still: see {@link RouteRules}.
 */
final class Collisions {
  private Collisions() {}

  static List<Problem> among(List<Scan.Declared> declared) {
    Map<String, List<String>> names = new TreeMap<>();
    Map<String, List<String>> routes = new TreeMap<>();
    for (Scan.Declared one : declared) {
      String name = one.function().name();
      put(names, name.toLowerCase(Locale.ROOT), one.where());
      for (Trigger trigger : one.function().triggers()) {
        boolean fixed = one.function().bean().isEmpty();
        if (fixed && trigger instanceof Trigger.Http http) {
          http.methods()
              .forEach(m -> put(routes, m + " " + HttpRules.shape(http.path()), one.where()));
        }
      }
    }
    List<Problem> problems = new ArrayList<>();
    tell(names, "function name", "give one of them another name with @Function", problems);
    tell(routes, "route", "give one of them another path or other methods", problems);
    return problems;
  }

  private static void put(Map<String, List<String>> all, String key, String where) {
    all.computeIfAbsent(key, ignored -> new ArrayList<>()).add(where);
  }

  private static void tell(
      Map<String, List<String>> all, String what, String hint, List<Problem> problems) {
    all.forEach(
        (key, places) -> {
          if (places.size() > 1) {
            problems.add(
                Problem.of(
                    places.get(places.size() - 1),
                    "the " + what + " '" + key + "' is taken by " + places.get(0) + " already",
                    hint));
          }
        });
  }
}
