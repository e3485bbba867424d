package dev.portolan.deploy;

import dev.portolan.deploy.describe.HttpRules;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Says which responses cannot be shared with pages of other origins as it is asked. */
final class CorsCheck {
  /** What all of it may have, so that there is room left in the smallest environment. */
  private static final int MAX_BYTES = 1000;

  private final List<FunctionSpec> functions;
  private final List<Problem> problems = new ArrayList<>();

  private CorsCheck(List<FunctionSpec> functions) {
    this.functions = functions;
  }

  static List<Problem> of(List<FunctionSpec> functions) {
    CorsCheck check = new CorsCheck(functions);
    for (FunctionSpec function : functions) {
      function
          .triggers(Trigger.Http.class)
          .filter(http -> http.cors().isPresent())
          .forEach(http -> check.check(function, http, http.cors().get()));
    }
    return check.problems;
  }

  private void check(FunctionSpec function, Trigger.Http http, Cors cors) {
    String where = function.name() + ".cors";
    if (http.access() != Trigger.Access.PUBLIC) {
      problem(
          where,
          "before a page calls it the browser asks whether it may, as nobody, and the function is"
              + " not public",
          "make the function public, or leave cors out");
    }
    if (cors.origins().isEmpty()) {
      problem(where, "corsHeaders and the like say nothing without cors", "name the origins");
    }
    if (cors.credentials() && cors.origins().contains("*")) {
      problem(
          where,
          "no browser sends cookies to what takes pages of all origins",
          "name the origins, or leave corsCredentials out");
    }
    if (cors.credentials() && (cors.headers().contains("*") || cors.exposes().contains("*"))) {
      problem(
          where,
          "with cookies a browser takes * for the name of a header",
          "name the headers, or leave corsCredentials out");
    }
    int bytes = CorsVariable.value(cors).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      problem(
          where,
          "told to the function it is " + bytes + " bytes, more than " + MAX_BYTES,
          "name fewer origins or headers");
    }
    functions.stream()
        .filter(other -> other != function && isAskedFor(other, http))
        .forEach(
            other ->
                problem(
                    where,
                    "a browser asks for a path, whatever the method, and "
                        + other.name()
                        + " may be asked at the same",
                    "give one of them another path"));
  }

  /**
   * Whether a platform with one address for both would have one of them answer for the other. That
   * the other shares nothing is no comfort: it would be shared with whom this one is.
   */
  private static boolean isAskedFor(FunctionSpec other, Trigger.Http http) {
    return other
        .triggers(Trigger.Http.class)
        .anyMatch(each -> HttpRules.overlap(each.path(), http.path()));
  }

  private void problem(String where, String what, String hint) {
    problems.add(Problem.of(where, what, hint));
  }
}
