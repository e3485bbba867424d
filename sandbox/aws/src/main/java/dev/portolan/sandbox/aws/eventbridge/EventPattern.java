package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * Which events a rule takes: whole values, {@code prefix} and {@code exists}, in objects as deep as
 * the events'. Other comparisons are refused here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
 *     operators</a>
 */
record EventPattern(JsonNode pattern) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 2048;

  /** Reads and checks a pattern. */
  static EventPattern read(String text) {
    if (text.length() > LONGEST) {
      throw EventBridgeError.LIMIT.refusal();
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw EventBridgeError.PATTERN.refusal("not JSON");
    }
    if (!tree.isObject()) {
      throw EventBridgeError.PATTERN.refusal("Filter is not an object");
    }
    check(tree);
    return new EventPattern(tree);
  }

  private static void check(JsonNode object) {
    if (object.isEmpty()) {
      throw EventBridgeError.PATTERN.refusal("Empty objects are not allowed");
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      if (value.isObject()) {
        check(value);
      } else if (!value.isArray()) {
        throw EventBridgeError.PATTERN.refusal(
            "\"" + field.getKey() + "\" must be an object or an array");
      } else if (value.isEmpty()) {
        throw EventBridgeError.PATTERN.refusal("Empty arrays are not allowed");
      } else {
        value.forEach(rule -> comparison(field.getKey(), rule));
      }
    }
  }

  private static void comparison(String field, JsonNode rule) {
    boolean known =
        rule.isValueNode()
            || rule.size() == 1
                && (rule.path("prefix").isTextual() || rule.path("exists").isBoolean());
    if (!known || field.startsWith("$")) {
      throw EventBridgeError.PATTERN.refusal("the sandbox does not compare by " + rule);
    }
  }

  boolean takes(JsonNode event) {
    return takes(pattern, event);
  }

  private static boolean takes(JsonNode object, JsonNode event) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = event.path(field.getKey());
      boolean fits =
          field.getValue().isObject()
              ? takes(field.getValue(), value)
              : any(field.getValue(), value);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** "If the value in the event is an array", one of its elements is enough. */
  private static boolean any(JsonNode rules, JsonNode value) {
    for (JsonNode rule : rules) {
      boolean fits = !value.isArray() && fits(rule, value);
      for (JsonNode element : value.isArray() ? value : JSON.createArrayNode()) {
        fits |= fits(rule, element);
      }
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(JsonNode rule, JsonNode value) {
    if (rule.has("exists")) {
      return rule.path("exists").asBoolean() == value.isValueNode();
    }
    return rule.has("prefix")
        ? value.isTextual() && value.asText().startsWith(rule.path("prefix").asText())
        : rule.equals(value);
  }
}
