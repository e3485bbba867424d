package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a role may do something: a deny wins, else an allow is needed. Inline policies are read;
 * attached ones as far as they are known here. Conditions are not evaluated: a statement that has
 * one allows nothing and denies.
 */
public final class Permissions {
  private Permissions() {}

  /** Whether the policies of the role named allow the action on the resource. */
  public static boolean allow(ObjectNode state, String roleName, String action, String resource) {
    JsonNode role = state.path("iam").path("roles").path(roleName);
    boolean allowed = false;
    for (JsonNode policy : role.path("_inline")) {
      for (JsonNode statement : PolicyDocument.identity(policy.asText())) {
        if (covers(statement, action, resource)) {
          if (statement.path("Effect").asText().equals("Deny")) {
            return false;
          }
          allowed |= !statement.has("Condition");
        }
      }
    }
    for (JsonNode attached : role.path("_attached")) {
      allowed |= ManagedPolicies.allow(attached.path("PolicyName").asText(), action);
    }
    return allowed;
  }

  private static boolean covers(JsonNode statement, String action, String resource) {
    List<String> actions = PolicyDocument.texts(statement, "Action");
    List<String> notActions = PolicyDocument.texts(statement, "NotAction");
    List<String> resources = PolicyDocument.texts(statement, "Resource");
    List<String> notResources = PolicyDocument.texts(statement, "NotResource");
    boolean acted =
        actions.isEmpty()
            ? notActions.stream()
                .noneMatch(
                    p -> matches(p.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)))
            : actions.stream()
                .anyMatch(
                    p -> matches(p.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)));
    boolean aimed =
        resources.isEmpty()
            ? notResources.stream().noneMatch(p -> matches(p, resource))
            : resources.stream().anyMatch(p -> matches(p, resource));
    return acted && aimed;
  }

  /** An asterisk stands for any text, a question mark for one character. */
  public static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return text.matches(regex.toString());
  }
}
