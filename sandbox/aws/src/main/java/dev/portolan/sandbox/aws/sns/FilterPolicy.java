package dev.portolan.sandbox.aws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages a subscription takes, by their attributes: whole texts, {@code exists}, and {@code
 * $or} between objects. Other comparisons are refused here.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">
 *     Filter policies</a>
 */
record FilterPolicy(JsonNode policy) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEYS = 5;
  private static final int COMBINATIONS = 150;

  /** Reads and checks a policy; empty for one that takes all. */
  static Optional<FilterPolicy> read(String text) {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw SnsError.FILTER.refusal("failed to parse JSON.");
    }
    if (!tree.isObject()) {
      throw SnsError.FILTER.refusal("Filter policy must be an object");
    }
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    if (combinations(tree) > COMBINATIONS) {
      throw SnsError.FILTER.refusal("Filter policy is too complex");
    }
    return Optional.of(new FilterPolicy(tree));
  }

  private static int combinations(JsonNode object) {
    int product = 1;
    if (object.size() > KEYS) {
      throw SnsError.FILTER.refusal("Filter policy can not have more than 5 keys");
    }
    for (Map.Entry<String, JsonNode> key : object.properties()) {
      if (!key.getValue().isArray() || key.getValue().isEmpty()) {
        throw SnsError.FILTER.refusal(
            "\"" + key.getKey() + "\" must be an object or an array of at least one rule");
      }
      int sum = 0;
      for (JsonNode rule : key.getValue()) {
        if (key.getKey().equals("$or")) {
          sum += combinations(rule);
        } else if (rule.isTextual() || rule.path("exists").isBoolean()) {
          sum++;
        } else {
          throw SnsError.FILTER.refusal("the sandbox does not compare by " + rule);
        }
      }
      product *= sum;
    }
    return product;
  }

  /**
   * @param attributes of the message, by name: {@code Type} and {@code Value}
   */
  boolean takes(JsonNode attributes) {
    return takes(policy, attributes);
  }

  private static boolean takes(JsonNode object, JsonNode attributes) {
    for (Map.Entry<String, JsonNode> key : object.properties()) {
      boolean any = false;
      JsonNode attribute = attributes.path(key.getKey());
      for (JsonNode rule : key.getValue()) {
        any |=
            key.getKey().equals("$or")
                ? takes(rule, attributes)
                : rule.isTextual()
                    ? rule.equals(attribute.path("Value"))
                    : rule.path("exists").asBoolean() != attribute.isMissingNode();
      }
      if (!any) {
        return false;
      }
    }
    return true;
  }
}
