package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The policies of a role: those written into it and those attached to it. */
final class RolePolicyActions {
  private static final int INLINE_LIMIT = 10_240;
  private static final int ATTACHED_LIMIT = 10;

  private RolePolicyActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "PutRolePolicy", RolePolicyActions::put,
        "GetRolePolicy", RolePolicyActions::get,
        "ListRolePolicies", RolePolicyActions::list,
        "DeleteRolePolicy", RolePolicyActions::delete,
        "AttachRolePolicy", RolePolicyActions::attach,
        "DetachRolePolicy", RolePolicyActions::detach,
        "ListAttachedRolePolicies", RolePolicyActions::attached);
  }

  private static Reply put(Call call) {
    PolicyDocument.identity(call.text("PolicyDocument"));
    ObjectNode inline = call.part(RoleActions.role(call), "_inline");
    inline.put(call.text("PolicyName"), call.text("PolicyDocument"));
    // IAM counts all inline policies of a role together, without white space
    int size = 0;
    for (JsonNode policy : inline) {
      size += policy.asText().replaceAll("\\s", "").length();
    }
    if (size > INLINE_LIMIT) {
      throw IamError.POLICY_SIZE.refusal(call.text("RoleName"));
    }
    return Reply.empty();
  }

  private static Reply get(Call call) {
    JsonNode policy = RoleActions.role(call).path("_inline").path(call.text("PolicyName"));
    if (policy.isMissingNode()) {
      throw IamError.NO_ROLE_POLICY.refusal(call.text("PolicyName"));
    }
    return Reply.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("RoleName", call.text("RoleName"))
            .put("PolicyName", call.text("PolicyName"))
            .put("PolicyDocument", RoleActions.encoded(policy.asText())));
  }

  private static Reply list(Call call) {
    List<JsonNode> names = new ArrayList<>();
    RoleActions.role(call)
        .path("_inline")
        .fieldNames()
        .forEachRemaining(name -> names.add(TextNode.valueOf(name)));
    return IamPages.of(call, "PolicyNames", names);
  }

  private static Reply delete(Call call) {
    if (call.part(RoleActions.role(call), "_inline").remove(call.text("PolicyName")) == null) {
      throw IamError.NO_ROLE_POLICY.refusal(call.text("PolicyName"));
    }
    return Reply.empty();
  }

  /** AWS's own managed policies exist; an account's own cannot be made here, so none does. */
  static void attachable(String arn) {
    if (!arn.matches("arn:aws:iam::aws:policy/[\\w+=,.@/-]+")) {
      throw IamError.NO_MANAGED_POLICY.refusal(arn);
    }
  }

  private static Reply attach(Call call) {
    String arn = call.text("PolicyArn");
    ObjectNode role = RoleActions.role(call);
    attachable(arn);
    ArrayNode attached = role.withArrayProperty("_attached");
    attached.removeIf(policy -> policy.path("PolicyArn").asText().equals(arn));
    if (attached.size() >= ATTACHED_LIMIT) {
      throw IamError.ATTACHED_LIMIT.refusal();
    }
    attached
        .addObject()
        .put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
        .put("PolicyArn", arn);
    return Reply.empty();
  }

  private static Reply detach(Call call) {
    JsonNode attached = RoleActions.role(call).path("_attached");
    int before = attached.size();
    if (attached instanceof ArrayNode policies) {
      policies.removeIf(policy -> policy.path("PolicyArn").asText().equals(call.text("PolicyArn")));
    }
    if (attached.size() == before) {
      throw IamError.NOT_ATTACHED.refusal(call.text("PolicyArn"));
    }
    return Reply.empty();
  }

  private static Reply attached(Call call) {
    List<JsonNode> policies = new ArrayList<>();
    RoleActions.role(call).path("_attached").forEach(policies::add);
    return IamPages.of(call, "AttachedPolicies", policies);
  }
}
