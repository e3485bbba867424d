package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether a role may do something: a deny wins, else an allow is needed. Inline policies are read;
 * attached ones as far as they are known here. Of conditions only the account of a bucket is known:
 * a statement that has another allows nothing and denies.
 */
public final class Permissions {
  private static final String RESOURCE_ACCOUNT = "s3:ResourceAccount";

  private Permissions() {}

  /** Whether the policies of the role named allow the action on the resource. */
  public static boolean allow(ObjectNode state, String roleName, String action, String resource) {
    JsonNode role = state.path("iam").path("roles").path(roleName);
    Map<String, String> context = context(state, resource);
    boolean allowed = false;
    for (JsonNode policy : role.path("_inline")) {
      for (JsonNode statement : PolicyDocument.identity(policy.asText())) {
        if (covers(statement, action, resource)) {
          boolean holds = TrustCondition.holds(statement.path("Condition"), context);
          if (!statement.path("Effect").asText().equals("Deny")) {
            allowed |= holds;
          } else if (holds || !isOfBuckets(statement.path("Condition"))) {
            return false;
          }
        }
      }
    }
    for (JsonNode attached : role.path("_attached")) {
      allowed |= ManagedPolicies.allow(attached.path("PolicyName").asText(), action);
    }
    return allowed;
  }

  /**
   * Whose a bucket is, of which its ARN says nothing.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Condition
   *     keys for Amazon S3</a>
   */
  private static Map<String, String> context(ObjectNode state, String resource) {
    String prefix = "arn:aws:s3:::";
    String name =
        resource.startsWith(prefix) ? resource.substring(prefix.length()).split("/")[0] : "";
    JsonNode owner = state.path("s3").path("buckets").path(name).path("owner");
    return owner.isTextual() ? Map.of(RESOURCE_ACCOUNT, owner.textValue()) : Map.of();
  }

  private static boolean isOfBuckets(JsonNode condition) {
    return condition.size() == 1
        && condition.path("StringEquals").size() == 1
        && condition.path("StringEquals").has(RESOURCE_ACCOUNT);
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
