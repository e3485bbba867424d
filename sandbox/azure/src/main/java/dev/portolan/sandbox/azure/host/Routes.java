package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the function of a request: the first whose route fits, in the order of the functions' names
 * ({@code FunctionMetadataManager}, {@code WebScriptHostHttpRoutesManager}; {@code
 * WebJobsRouteBuilder.Build} of github.com/Azure/azure-webjobs-sdk-extensions, tag http-v3.2.0).
 * Nothing is sorted by how much it says, so that a route for all takes the requests of whatever is
 * named behind it. Letter case tells nothing apart.
 */
final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /** Of functions in the order of their names. */
  Routes(List<HostedFunction> functions, String prefix) {
    for (HostedFunction each : functions) {
      if (each.takesHttp()) {
        routes.add(Route.of(each, prefix));
      }
    }
  }

  /**
   * A function and what its route says of the path.
   *
   * @param params the segments that were variable
   */
  record Match(HostedFunction function, Map<String, String> params) {}

  /** The first that fits. */
  Optional<Match> find(String method, String path) {
    for (Route each : routes) {
      Map<String, String> params = each.match(method, path);
      if (params != null) {
        return Optional.of(new Match(each.function, params));
      }
    }
    return Optional.empty();
  }

  /**
   * A function's route.
   *
   * @param segments of the template
   * @param methods in upper case; empty for all
   */
  private record Route(HostedFunction function, List<String> segments, List<String> methods) {

    /** Without a route of its own a function has that of its name ({@code …RoutesManager}). */
    static Route of(HostedFunction function, String prefix) {
      JsonNode trigger = function.trigger();
      String own = trigger.path("route").asText("");
      String template = own.isEmpty() ? function.name() : own;
      String whole = prefix.isEmpty() ? template : prefix + "/" + template;
      List<String> methods = new ArrayList<>();
      trigger.path("methods").forEach(m -> methods.add(m.asText().toUpperCase(Locale.ROOT)));
      String trimmed = whole.startsWith("/") ? whole.substring(1) : whole;
      return new Route(function, List.of(trimmed.split("/")), methods);
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isRest(String segment) {
      return segment.startsWith("{*");
    }

    /**
     * An empty segment fits nothing but at the end, and behind the first of those that a rest takes
     * ({@code RoutePatternMatcher.TryMatch} of aspnetcore).
     */
    Map<String, String> match(String method, String path) {
      if (!methods.isEmpty() && !methods.contains(method.toUpperCase(Locale.ROOT))) {
        return null;
      }
      String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      String[] actual = trimmed.isEmpty() ? new String[0] : trimmed.substring(1).split("/", -1);
      Map<String, String> params = new LinkedHashMap<>();
      for (int i = 0; i < segments.size(); i++) {
        String segment = segments.get(i);
        if (isRest(segment)) {
          return rest(segment, actual, i, params);
        }
        if (i >= actual.length || actual[i].isEmpty()) {
          return null;
        }
        if (isVariable(segment)) {
          params.put(segment.substring(1, segment.length() - 1), actual[i]);
        } else if (!segment.equalsIgnoreCase(actual[i])) {
          return null;
        }
      }
      return actual.length == segments.size() ? params : null;
    }

    private static Map<String, String> rest(
        String segment, String[] actual, int from, Map<String, String> params) {
      List<String> rest = List.of(actual).subList(Math.min(from, actual.length), actual.length);
      if (!rest.isEmpty() && rest.get(0).isEmpty()) {
        return null;
      }
      if (!rest.isEmpty()) {
        params.put(segment.substring(2, segment.length() - 1), String.join("/", rest));
      }
      return params;
    }
  }
}
