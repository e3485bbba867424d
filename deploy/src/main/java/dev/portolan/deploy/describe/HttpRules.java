package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an HTTP path and its methods may look like, so that every platform routes them alike. */
public final class HttpRules {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*\\}");

  private HttpRules() {}

  /** All that is wrong with a trigger's path and methods. */
  public static List<Problem> check(Trigger.Http http, String where) {
    List<Problem> problems = new ArrayList<>();
    path(http.path())
        .forEach(
            what -> problems.add(Problem.of(where, "path '" + http.path() + "' " + what, hint())));
    if (http.methods().isEmpty()) {
      problems.add(
          Problem.of(where, "no HTTP method", "leave methods out for GET and POST, or name one"));
    }
    Set<String> seen = new HashSet<>();
    for (String method : http.methods()) {
      if (!METHODS.contains(method)) {
        problems.add(
            Problem.of(where, "no HTTP method '" + method + "'", "one of " + sorted(METHODS)));
      } else if (!seen.add(method)) {
        problems.add(Problem.of(where, "HTTP method " + method + " twice", "name it once"));
      }
    }
    return problems;
  }

  /** A path with its variables unnamed: what must not be there twice. */
  static String shape(String path) {
    return path.replaceAll("\\{[^}]*\\}", "{}");
  }

  /** Whether some request may be for either path. */
  public static boolean overlap(String one, String other) {
    String[] ones = one.split("/", -1);
    String[] others = other.split("/", -1);
    if (ones.length != others.length) {
      return false;
    }
    for (int i = 0; i < ones.length; i++) {
      boolean open = VARIABLE.matcher(ones[i]).matches() || VARIABLE.matcher(others[i]).matches();
      if (!open && !ones[i].equals(others[i])) {
        return false;
      }
    }
    return true;
  }

  private static List<String> path(String path) {
    if (!path.startsWith("/")) {
      return List.of("does not begin with a slash");
    }
    if (path.equals("/")) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    Set<String> variables = new HashSet<>();
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty()) {
        faults.add("has an empty segment");
      } else if (VARIABLE.matcher(segment).matches()) {
        if (!variables.add(segment)) {
          faults.add("has the variable " + segment + " twice");
        }
      } else if (!LITERAL.matcher(segment).matches() || segment.matches("\\.\\.?")) {
        faults.add("has the segment '" + segment + "'");
      }
    }
    return faults;
  }

  private static String hint() {
    return "segments are letters, digits, '-', '.', '_', '~', or one whole variable such as {id}";
  }

  private static List<String> sorted(Set<String> values) {
    return values.stream().sorted().toList();
  }
}
