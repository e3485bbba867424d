package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What other services ask of IAM: whether a role is there and whom it trusts. */
public final class Roles {
  private Roles() {}

  /** The role's record, by the ARN that names it. */
  public static Optional<JsonNode> byArn(ObjectNode state, String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    JsonNode role = state.path("iam").path("roles").path(name);
    return role.path("Arn").asText().equals(arn) ? Optional.of(role) : Optional.empty();
  }

  /** Whether a role, by the ARN that names it, is allowed an action on a resource. */
  public static boolean may(ObjectNode state, String arn, String action, String resource) {
    return Permissions.allow(state, arn.substring(arn.lastIndexOf('/') + 1), action, resource);
  }

  /** True when the service may take the role on, and the cloud has had time to notice. */
  public static boolean assumable(
      ObjectNode state, String arn, String service, Instant now, Duration propagation) {
    return byArn(state, arn)
        .filter(
            role ->
                !Instant.ofEpochMilli(role.path("_since").asLong()).plus(propagation).isAfter(now))
        .filter(role -> trusts(role, service))
        .isPresent();
  }

  /**
   * The same for a service that says on whose behalf it asks: conditions of the trust are held
   * against that.
   *
   * @param context condition keys to their values, such as {@code aws:SourceArn}
   */
  public static boolean assumable(
      ObjectNode state,
      String arn,
      String service,
      Map<String, String> context,
      Instant now,
      Duration propagation) {
    return assumable(state, arn, service, now, propagation)
        && byArn(state, arn).stream()
            .flatMap(role -> trusting(role, service))
            .anyMatch(statement -> TrustCondition.holds(statement.path("Condition"), context));
  }

  private static boolean trusts(JsonNode role, String service) {
    return trusting(role, service).findAny().isPresent();
  }

  private static Stream<JsonNode> trusting(JsonNode role, String service) {
    return PolicyDocument.trust(role.path("AssumeRolePolicyDocument").asText()).stream()
        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
        .filter(
            statement ->
                PolicyDocument.texts(statement, "Action").stream()
                    .anyMatch(action -> action.equals("sts:AssumeRole") || action.equals("*")))
        .filter(
            statement ->
                PolicyDocument.texts(statement.path("Principal"), "Service").contains(service));
  }
}
