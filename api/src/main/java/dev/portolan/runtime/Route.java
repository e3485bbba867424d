package dev.portolan.runtime;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The declared path and methods of a function, for platforms that do not route. */
final class Route {
  private final String declared;
  private final boolean hasVariables;
  private final String[] path;
  private final List<?> methods;

  private Route(String declared, List<?> methods) {
    this.declared = declared;
    this.hasVariables = declared.indexOf('{') >= 0;
    this.path = segments(declared);
    this.methods = methods;
  }

  /** The route among a descriptor's triggers, or {@code null} if none is HTTP. */
  static Route of(List<?> triggers) {
    for (Object trigger : triggers) {
      Map<?, ?> http = (Map<?, ?>) trigger;
      if ("http".equals(http.get("type"))) {
        return new Route((String) http.get("path"), (List<?>) http.get("methods"));
      }
    }
    return null;
  }

  /** Whether there is nothing but HTTP among the triggers. */
  static boolean isOnly(List<?> triggers) {
    for (Object trigger : triggers) {
      if (!"http".equals(((Map<?, ?>) trigger).get("type"))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Gives a job what its path says, or says why it is none for this function.
   *
   * @param route {@code null} for a function that has none
   */
  static HttpResponse apply(Route route, Job job) {
    Map<String, String> variables = route == null ? null : route.match(job.request);
    if (variables == null) {
      return Problem.of(404, job.context.id());
    }
    if (!variables.isEmpty()) {
      job.request = job.request.withPathParameters(variables);
    }
    String method = job.request.method();
    return route.answers(method) ? null : route.refusal(method, job.context.id());
  }

  private static String[] segments(String path) {
    return path.substring(1).split("/", -1);
  }

  /** Whether the path begins so, as it was declared. */
  boolean isUnder(String prefix) {
    return declared.startsWith(prefix);
  }

  /** What the variable segments matched, decoded; {@code null} if the path is another one. */
  Map<String, String> match(HttpRequest request) {
    if (!hasVariables && request.rawPath().equals(declared)) {
      return Map.of();
    }
    String[] actual = segments(request.rawPath());
    if (actual.length != path.length) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < path.length; i++) {
      String wanted = path[i];
      String segment = decode(actual[i]);
      if (wanted.startsWith("{") && wanted.endsWith("}") && !segment.isEmpty()) {
        variables.put(wanted.substring(1, wanted.length() - 1), segment);
      } else if (!wanted.equals(segment)) {
        return null;
      }
    }
    return variables;
  }

  /** The request has refused broken escapes already; a plus is a plus in a path. */
  private static String decode(String segment) {
    return segment.indexOf('%') < 0
        ? segment
        : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Whether the function is called for a method: it is declared, and HEAD goes with GET. */
  boolean answers(String method) {
    return methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
  }

  /** The answer to a method that the function is not called for. */
  HttpResponse refusal(String method, String id) {
    String allow = allowed();
    return method.equals("OPTIONS")
        ? HttpResponse.of(204).withHeader("allow", allow)
        : Problem.of(405, id).withHeader("allow", allow);
  }

  /** The methods that are answered, as {@code Allow} has them. */
  String allowed() {
    StringBuilder allowed = new StringBuilder();
    for (Object declared : methods) {
      allowed.append(allowed.length() == 0 ? "" : ", ").append(declared);
      if (declared.equals("GET") && !methods.contains("HEAD")) {
        allowed.append(", HEAD");
      }
    }
    return allowed.append(methods.contains("OPTIONS") ? "" : ", OPTIONS").toString();
  }
}
