package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** The resource policy of a function, of one of its versions, or of an alias. */
final class PermissionActions {
  private static final int LIMIT = 20_480;

  private PermissionActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "AddPermission", PermissionActions::add,
        "RemovePermission", PermissionActions::remove,
        "GetPolicy", PermissionActions::get);
  }

  private static Reply add(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    if (reference.qualifier().filter(Functions.LATEST::equals).isPresent()) {
      throw LambdaError.PERMISSION_LATEST.refusal();
    }
    Functions.version(call, reference);
    if (call.has("FunctionUrlAuthType")
        && !call.text("Action").equals("lambda:InvokeFunctionUrl")) {
      throw LambdaError.URL_AUTH_ACTION.refusal();
    }
    if (call.has("InvokedViaFunctionUrl") && !call.text("Action").equals("lambda:InvokeFunction")) {
      throw LambdaError.VIA_URL_ACTION.refusal();
    }
    ObjectNode statement = statement(call, reference.arn(call));
    String qualifier = reference.qualifier().orElse("");
    ObjectNode policies = call.part(function, "policies");
    JsonNode existing = policies.path(qualifier);
    matching(call, existing);
    for (JsonNode other : existing.path("statements")) {
      if (other.path("Sid").asText().equals(call.text("StatementId"))) {
        throw LambdaError.STATEMENT_EXISTS.refusal(call.text("StatementId"));
      }
    }
    ObjectNode policy = call.part(policies, qualifier);
    policy.withArrayProperty("statements").add(statement);
    policy.put("revision", Ids.uuid(call.state()));
    int size = document(policy).length();
    if (size > LIMIT) {
      throw LambdaError.POLICY_SIZE.refusal(size);
    }
    return Reply.of(JsonNodeFactory.instance.objectNode().put("Statement", statement.toString()));
  }

  private static void matching(Call call, JsonNode policy) {
    if (call.has("RevisionId")
        && !call.text("RevisionId").equals(policy.path("revision").asText())) {
      throw LambdaError.PERMISSION_REVISION.refusal();
    }
  }

  private static ObjectNode statement(Call call, String resource) {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.put("Sid", call.text("StatementId"));
    statement.put("Effect", "Allow");
    String principal = call.text("Principal");
    if (principal.equals("*")) {
      statement.put("Principal", "*");
    } else if (principal.matches("[a-z0-9.-]+\\.amazonaws\\.com")) {
      statement.putObject("Principal").put("Service", principal);
    } else if (principal.matches("\\d{12}")) {
      statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
    } else if (principal.matches("arn:aws:iam::\\d{12}:.+")) {
      statement.putObject("Principal").put("AWS", principal);
    } else {
      throw LambdaError.PRINCIPAL.refusal();
    }
    statement.put("Action", call.text("Action"));
    statement.put("Resource", resource);
    condition(call, statement);
    return statement;
  }

  private static void condition(Call call, ObjectNode statement) {
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    call.optional("SourceAccount")
        .ifPresent(
            account ->
                condition.withObjectProperty("StringEquals").put("AWS:SourceAccount", account));
    call.optional("FunctionUrlAuthType")
        .ifPresent(
            type ->
                condition
                    .withObjectProperty("StringEquals")
                    .put("lambda:FunctionUrlAuthType", type));
    call.optional("PrincipalOrgID")
        .ifPresent(
            org -> condition.withObjectProperty("StringEquals").put("aws:PrincipalOrgID", org));
    call.optional("EventSourceToken")
        .ifPresent(
            token ->
                condition.withObjectProperty("StringEquals").put("lambda:EventSourceToken", token));
    if (call.flag("InvokedViaFunctionUrl")) {
      condition.withObjectProperty("Bool").put("lambda:InvokedViaFunctionUrl", "true");
    }
    call.optional("SourceArn")
        .ifPresent(arn -> condition.withObjectProperty("ArnLike").put("AWS:SourceArn", arn));
    if (!condition.isEmpty()) {
      statement.set("Condition", condition);
    }
  }

  private static String document(JsonNode policy) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("Version", "2012-10-17").put("Id", "default");
    document.set("Statement", policy.path("statements"));
    return document.toString();
  }

  private static Reply remove(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    String qualifier = reference.qualifier().orElse("");
    JsonNode policy = function.path("policies").path(qualifier);
    if (policy.isMissingNode()) {
      throw LambdaError.NO_RESOURCE.refusal();
    }
    matching(call, policy);
    ArrayNode statements = (ArrayNode) policy.get("statements");
    int before = statements.size();
    statements.removeIf(
        statement -> statement.path("Sid").asText().equals(call.text("StatementId")));
    if (statements.size() == before) {
      throw LambdaError.NO_STATEMENT.refusal(call.text("StatementId"));
    }
    ((ObjectNode) policy).put("revision", Ids.uuid(call.state()));
    if (statements.isEmpty()) {
      ((ObjectNode) function.get("policies")).remove(qualifier);
    }
    return Reply.empty();
  }

  private static Reply get(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    JsonNode policy = function.path("policies").path(reference.qualifier().orElse(""));
    if (policy.isMissingNode()) {
      throw LambdaError.NO_RESOURCE.refusal();
    }
    return Reply.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("Policy", document(policy))
            .put("RevisionId", policy.path("revision").asText()));
  }
}
