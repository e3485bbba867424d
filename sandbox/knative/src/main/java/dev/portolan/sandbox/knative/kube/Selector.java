package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which objects a list or a watch shows. Source: kubernetes.io "Labels and Selectors", "Field
 * Selectors".
 */
final class Selector {
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALS =
      Pattern.compile("\\s*([^!=\\s]+)\\s*(==|!=|=)\\s*(\\S*)\\s*");

  private Selector() {}

  static Predicate<JsonNode> of(ApiRequest request) {
    Predicate<JsonNode> all = object -> true;
    if (!request.namespace().isEmpty()) {
      all = all.and(object -> Json.namespace(object).equals(request.namespace()));
    }
    if (!request.name().isEmpty()) {
      all = all.and(object -> Json.name(object).equals(request.name()));
    }
    String labels = request.parameter("labelSelector").orElse("");
    String fields = request.parameter("fieldSelector").orElse("");
    return all.and(labels(labels)).and(fields(fields));
  }

  static Predicate<JsonNode> labels(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String term : terms(text)) {
      Predicate<JsonNode> one = label(term);
      all = all.and(object -> one.test(object.path("metadata").path("labels")));
    }
    return all;
  }

  private static Predicate<JsonNode> label(String term) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      List<String> values = List.of(set.group(3).strip().split("\\s*,\\s*"));
      boolean in = set.group(2).equals("in");
      return labels -> in == values.contains(labels.path(set.group(1)).asText(null));
    }
    Matcher equals = EQUALS.matcher(term);
    if (equals.matches()) {
      boolean same = !equals.group(2).equals("!=");
      return labels -> same == equals.group(3).equals(labels.path(equals.group(1)).asText(null));
    }
    String key = term.strip();
    if (!key.matches("!?[A-Za-z0-9][-A-Za-z0-9_./]*")) {
      throw KubeErrors.badRequest("unable to parse requirement: found '%s'".formatted(key));
    }
    return key.startsWith("!")
        ? labels -> !labels.has(key.substring(1))
        : labels -> labels.has(key);
  }

  static Predicate<JsonNode> fields(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String term : terms(text)) {
      Matcher equals = EQUALS.matcher(term);
      if (!equals.matches()) {
        throw KubeErrors.badRequest(
            "invalid selector: '%s'; can't understand '%s'".formatted(text, term));
      }
      boolean same = !equals.group(2).equals("!=");
      String[] path = equals.group(1).split("\\.");
      all = all.and(object -> same == Json.get(object, path).asText("").equals(equals.group(3)));
    }
    return all;
  }

  /** Terms between commas that do not stand in brackets. */
  private static List<String> terms(String text) {
    List<String> all = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == text.length())) {
        if (!text.substring(start, i).isBlank()) {
          all.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return all;
  }
}
