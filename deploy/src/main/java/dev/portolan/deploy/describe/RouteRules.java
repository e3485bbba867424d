package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which function a request is for, where configuration says it of one of them. */
public final class RouteRules {
  private RouteRules() {}

  /** The routes that a bean and another function want, as all of them are configured. */
  public static List<Problem> check(List<FunctionSpec> functions) {
    List<Problem> problems = new ArrayList<>();
    Map<String, FunctionSpec> taken = new HashMap<>();
    for (FunctionSpec function : functions) {
      function.triggers(Trigger.Http.class).forEach(http -> check(function, http, taken, problems));
    }
    return problems;
  }

  private static void check(
      FunctionSpec function,
      Trigger.Http http,
      Map<String, FunctionSpec> taken,
      List<Problem> problems) {
    for (String method : http.methods()) {
      String route = method + " " + HttpRules.shape(http.path());
      FunctionSpec other = taken.putIfAbsent(route, function);
      boolean configurable =
          other != null && (other.bean().isPresent() || function.bean().isPresent());
      if (configurable && other != function) {
        problems.add(
            Problem.of(
                function.name(),
                "the route '" + route + "' is taken by " + other.name() + " already",
                "give one of them another path or other methods"));
      }
    }
  }
}
