package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.iam.Permissions;

/** The statements that say who may call a function, for the ARN it is called by. */
public record ResourcePolicy(JsonNode statements) {

  public static ResourcePolicy of(ObjectNode state, String functionArn) {
    String[] parts = functionArn.split(":");
    return new ResourcePolicy(
        state
            .path("regions")
            .path(parts[3])
            .path("lambda")
            .path("functions")
            .path(parts[6])
            .path("policies")
            .path(parts.length > 7 ? parts[7] : "")
            .path("statements"));
  }

  /** Whether API Gateway may invoke for a request of this execution ARN. */
  boolean allowsGateway(String executionArn) {
    return allows("apigateway.amazonaws.com", executionArn);
  }

  /** Whether a service may invoke on behalf of what an ARN names. */
  public boolean allows(String service, String sourceArn) {
    for (JsonNode statement : statements) {
      JsonNode condition = statement.path("Condition");
      String source = condition.path("ArnLike").path("AWS:SourceArn").asText("*");
      if (invokes(statement)
          && statement.path("Principal").path("Service").asText().equals(service)
          && Permissions.matches(source, sourceArn)) {
        return true;
      }
    }
    return false;
  }

  /** The same, on behalf of what an account has, where a statement asks for the account. */
  public boolean allows(String service, String sourceArn, String account) {
    for (JsonNode statement : statements) {
      JsonNode condition = statement.path("Condition");
      String owner = condition.path("StringEquals").path("AWS:SourceAccount").asText(account);
      if (owner.equals(account)
          && new ResourcePolicy(JsonNodeFactory.instance.arrayNode().add(statement))
              .allows(service, sourceArn)) {
        return true;
      }
    }
    return false;
  }

  /** Whether anyone may call through a URL: both permissions are needed. */
  boolean allowsUrl(String authType) {
    boolean url = false;
    boolean invoke = false;
    for (JsonNode statement : statements) {
      JsonNode condition = statement.path("Condition");
      if (statement.path("Principal").asText().equals("*")) {
        url |=
            statement.path("Action").asText().matches("lambda:InvokeFunctionUrl|lambda:\\*")
                && condition
                    .path("StringEquals")
                    .path("lambda:FunctionUrlAuthType")
                    .asText(authType)
                    .equals(authType);
        invoke |= invokes(statement);
      }
    }
    return url && invoke;
  }

  private static boolean invokes(JsonNode statement) {
    return statement.path("Action").asText().matches("lambda:InvokeFunction|lambda:\\*|\\*");
  }
}
