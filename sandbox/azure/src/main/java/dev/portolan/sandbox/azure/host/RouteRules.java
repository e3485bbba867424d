package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which routes the host takes ({@code ScriptHost.ValidateFunction}): none of its own, and none
 * twice.
 */
final class RouteRules {
  private RouteRules() {}

  /** The same functions, those in error whose routes it refuses. */
  static List<HostedFunction> applied(List<HostedFunction> functions) {
    List<HostedFunction> all = new ArrayList<>();
    for (HostedFunction each : functions) {
      all.add(each.takesHttp() && each.error().isEmpty() ? checked(each, all) : each);
    }
    return all;
  }

  private static HostedFunction checked(HostedFunction function, List<HostedFunction> before) {
    String route = route(function).toLowerCase(Locale.ROOT);
    if (route.startsWith("admin") || route.startsWith("runtime")) {
      return function.failed("The specified route conflicts with one or more built in routes.");
    }
    return before.stream()
        .filter(other -> other.takesHttp() && other.error().isEmpty())
        .filter(other -> conflict(function, other))
        .findFirst()
        .map(
            other ->
                function.failed(
                    "The route specified conflicts with the route defined by function '"
                        + other.name()
                        + "'."))
        .orElse(function);
  }

  /** {@code HttpRoutesConflict}: the same template, for methods of which one is the same. */
  private static boolean conflict(HostedFunction function, HostedFunction other) {
    if (!route(function).equalsIgnoreCase(route(other))) {
      return false;
    }
    Set<String> mine = methods(function);
    Set<String> theirs = methods(other);
    return mine.isEmpty() || theirs.isEmpty() || mine.stream().anyMatch(theirs::contains);
  }

  /** Without a route of its own a function has that of its name. */
  private static String route(HostedFunction function) {
    String own = function.trigger().path("route").asText("");
    return (own.isBlank() ? function.name() : own).replaceAll("^/+|/+$", "");
  }

  private static Set<String> methods(HostedFunction function) {
    Set<String> methods = new TreeSet<>();
    for (JsonNode each : function.trigger().path("methods")) {
      methods.add(each.asText());
    }
    return methods;
  }
}
