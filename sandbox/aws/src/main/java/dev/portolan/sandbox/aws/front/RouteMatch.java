package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.aws.protocol.PathText;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A route that fits a request, with what its places hold. The most specific wins: a full match
 * before a greedy place, a method before ANY, {@code $default} last.
 */
record RouteMatch(JsonNode route, Map<String, String> parameters, int rank) {

  static Optional<RouteMatch> find(JsonNode routes, String method, String path) {
    return StreamSupport.stream(routes.spliterator(), false)
        .map(route -> match(route, method, path))
        .flatMap(Optional::stream)
        .min(Comparator.comparingInt(RouteMatch::rank));
  }

  private static Optional<RouteMatch> match(JsonNode route, String method, String path) {
    String key = route.path("routeKey").asText();
    if (key.equals("$default")) {
      return Optional.of(new RouteMatch(route, Map.of(), Integer.MAX_VALUE));
    }
    String[] parts = key.split(" ", 2);
    boolean any = parts[0].equals("ANY");
    if (!any && !parts[0].equals(method)) {
      return Optional.empty();
    }
    String[] template = parts[1].split("/", -1);
    String[] given = path.split("/", -1);
    Map<String, String> parameters = new TreeMap<>();
    int rank = any ? 1 : 0;
    for (int i = 1; i < template.length; i++) {
      String place = template[i];
      if (place.startsWith("{") && place.endsWith("+}")) {
        if (i >= given.length
            || String.join("", java.util.Arrays.copyOfRange(given, i, given.length)).isEmpty()) {
          return Optional.empty();
        }
        String rest = String.join("/", java.util.Arrays.copyOfRange(given, i, given.length));
        parameters.put(place.substring(1, place.length() - 2), PathText.decoded(rest));
        return Optional.of(new RouteMatch(route, parameters, rank + 100_000 - i * 100));
      }
      if (i >= given.length) {
        return Optional.empty();
      }
      if (place.startsWith("{") && !given[i].isEmpty()) {
        parameters.put(place.substring(1, place.length() - 1), PathText.decoded(given[i]));
        rank += 10;
      } else if (!place.equals(PathText.decoded(given[i]))) {
        return Optional.empty();
      }
    }
    return given.length == template.length
        ? Optional.of(new RouteMatch(route, parameters, rank))
        : Optional.empty();
  }
}
