package dev.portolan.sandbox.azure.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places in braces, compared without case as the resource manager does. A place at the
 * beginning, {@code {scope+}}, holds any number of segments.
 */
final class PathTemplate {
  private static final String SCOPE = "{scope+}";

  private final List<String> segments;
  private final boolean scoped;

  private PathTemplate(List<String> segments, boolean scoped) {
    this.segments = segments;
    this.scoped = scoped;
  }

  static PathTemplate of(String template) {
    boolean scoped = template.startsWith("/" + SCOPE);
    String rest = scoped ? template.substring(SCOPE.length() + 2) : template.substring(1);
    return new PathTemplate(List.of(rest.split("/")), scoped);
  }

  /** The decoded places, when the encoded path is one of these. */
  Optional<Map<String, String>> match(String path) {
    String[] given = bare(path).split("/");
    int before = scoped ? given.length - segments.size() : 0;
    if (given.length != segments.size() + before || before < 0 || scoped && before == 0) {
      return Optional.empty();
    }
    Map<String, String> places = new LinkedHashMap<>();
    if (scoped) {
      places.put("scope", "/" + decoded(String.join("/", List.of(given).subList(0, before))));
    }
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      String value = given[before + i];
      if (segment.startsWith("{")) {
        places.put(segment.substring(1, segment.length() - 1), decoded(value));
      } else if (!segment.equalsIgnoreCase(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(places);
  }

  /** Without the slashes around it: a scope begins with one, and clients put it after another. */
  private static String bare(String path) {
    int from = 0;
    while (from < path.length() && path.charAt(from) == '/') {
      from++;
    }
    int to = path.length() > from && path.endsWith("/") ? path.length() - 1 : path.length();
    return path.substring(from, to);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The types that it names, with the provider's namespace. */
  String types(String provider) {
    StringBuilder types = new StringBuilder(provider);
    int from = segments.indexOf(provider) + 1;
    if (from == 0) {
      types.append("/subscriptions");
      from = 2;
    }
    segments.subList(Math.min(from, segments.size()), segments.size()).stream()
        .filter(segment -> !segment.startsWith("{"))
        .forEach(segment -> types.append('/').append(segment));
    return types.toString();
  }

  @Override
  public String toString() {
    return (scoped ? "/" + SCOPE : "") + "/" + String.join("/", segments);
  }
}
