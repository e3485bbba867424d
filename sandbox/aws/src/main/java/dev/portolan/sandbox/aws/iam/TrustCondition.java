package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * The condition of a statement, as far as it compares texts. What is not known here never holds.
 */
final class TrustCondition {
  private static final Map<String, BiPredicate<String, String>> OPERATORS =
      Map.of(
          "StringEquals", String::equals,
          "ArnEquals", Permissions::matches,
          "StringLike", Permissions::matches,
          "ArnLike", Permissions::matches);

  private TrustCondition() {}

  /** Whether all of it holds. Names of keys know no case. */
  static boolean holds(JsonNode condition, Map<String, String> context) {
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(context);
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      BiPredicate<String, String> compares =
          OPERATORS.getOrDefault(operator.getKey(), (pattern, text) -> false);
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        List<String> patterns = PolicyDocument.texts(operator.getValue(), key.getKey());
        String value = known.get(key.getKey());
        if (value == null || patterns.stream().noneMatch(p -> compares.test(p, value))) {
          return false;
        }
      }
    }
    return true;
  }
}
