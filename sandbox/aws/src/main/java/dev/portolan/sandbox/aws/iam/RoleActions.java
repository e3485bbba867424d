package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Roles themselves: their life, their trust, their tags. */
final class RoleActions {
  private RoleActions() {}

  static Map<String, Action> all() {
    return Map.ofEntries(
        Map.entry("CreateRole", RoleActions::create),
        Map.entry("GetRole", RoleActions::get),
        Map.entry("UpdateRole", RoleActions::update),
        Map.entry("DeleteRole", RoleActions::delete),
        Map.entry("ListRoles", RoleActions::list),
        Map.entry("UpdateAssumeRolePolicy", RoleActions::updateTrust),
        Map.entry("TagRole", RoleActions::tag),
        Map.entry("UntagRole", RoleActions::untag),
        Map.entry("ListRoleTags", RoleActions::tags),
        Map.entry("PutRolePermissionsBoundary", RoleActions::putBoundary),
        Map.entry("DeleteRolePermissionsBoundary", RoleActions::deleteBoundary),
        Map.entry("ListInstanceProfilesForRole", RoleActions::instanceProfiles));
  }

  static ObjectNode roles(Call call) {
    return call.part(call.global("iam"), "roles");
  }

  static ObjectNode role(Call call) {
    if (roles(call).get(call.text("RoleName")) instanceof ObjectNode role) {
      return role;
    }
    throw IamError.NO_ROLE.refusal(call.text("RoleName"));
  }

  private static Reply create(Call call) {
    String name = call.text("RoleName");
    PolicyDocument.trust(call.text("AssumeRolePolicyDocument"));
    boolean taken =
        roles(call).properties().stream()
            .map(Map.Entry::getKey)
            .anyMatch(
                other -> other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    if (taken) {
      throw IamError.ROLE_EXISTS.refusal(name);
    }
    distinct(call.get("Tags"));
    String path = call.optional("Path").orElse("/");
    ObjectNode role = JsonNodeFactory.instance.objectNode();
    role.put("Path", path);
    role.put("RoleName", name);
    role.put("RoleId", Ids.unique(call.state(), "AROA"));
    role.put("Arn", "arn:aws:iam::" + call.caller().account() + ":role" + path + name);
    role.put("CreateDate", call.now().truncatedTo(ChronoUnit.SECONDS).toString());
    role.put("AssumeRolePolicyDocument", call.text("AssumeRolePolicyDocument"));
    call.optional("Description").ifPresent(text -> role.put("Description", text));
    role.put("MaxSessionDuration", call.number("MaxSessionDuration", 3600));
    call.optional("PermissionsBoundary").ifPresent(arn -> boundary(role, call, arn));
    if (call.get("Tags").size() > 0) {
      role.set("Tags", call.get("Tags").deepCopy());
    }
    role.put("_since", call.now().toEpochMilli());
    roles(call).set(name, role);
    return told(role, "Role");
  }

  private static void boundary(ObjectNode role, Call call, String arn) {
    RolePolicyActions.attachable(arn);
    role.putObject("PermissionsBoundary")
        .put("PermissionsBoundaryType", "Policy")
        .put("PermissionsBoundaryArn", arn);
  }

  private static Reply get(Call call) {
    return told(role(call), "Role");
  }

  private static Reply told(ObjectNode role, String as) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(as, shown(role));
    return Reply.of(body);
  }

  private static ObjectNode shown(ObjectNode role) {
    ObjectNode shown = role.deepCopy();
    shown.put("AssumeRolePolicyDocument", encoded(role.path("AssumeRolePolicyDocument").asText()));
    return shown;
  }

  /** Policies come back URL-encoded, as RFC 3986 says: documented for GetRole and GetRolePolicy. */
  static String encoded(String policy) {
    return URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Reply update(Call call) {
    ObjectNode role = role(call);
    call.optional("Description").ifPresent(text -> role.put("Description", text));
    if (call.has("MaxSessionDuration")) {
      role.put("MaxSessionDuration", call.number("MaxSessionDuration", 3600));
    }
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private static Reply delete(Call call) {
    ObjectNode role = role(call);
    if (role.path("_attached").size() > 0) {
      throw IamError.DETACH_FIRST.refusal();
    }
    if (role.path("_inline").size() > 0) {
      throw IamError.DELETE_POLICIES_FIRST.refusal();
    }
    roles(call).remove(call.text("RoleName"));
    return Reply.empty();
  }

  private static Reply list(Call call) {
    String prefix = call.optional("PathPrefix").orElse("/");
    List<JsonNode> found =
        roles(call).properties().stream()
            .map(Map.Entry::getValue)
            .filter(role -> role.path("Path").asText().startsWith(prefix))
            .map(role -> listed((ObjectNode) role))
            .toList();
    return IamPages.of(call, "Roles", found);
  }

  /** ListRoles leaves out the tags and the boundary, as its documentation says. */
  private static JsonNode listed(ObjectNode role) {
    ObjectNode shown = shown(role);
    shown.remove(List.of("Tags", "PermissionsBoundary"));
    return shown;
  }

  private static Reply updateTrust(Call call) {
    PolicyDocument.trust(call.text("PolicyDocument"));
    ObjectNode role = role(call);
    if (!role.path("AssumeRolePolicyDocument").asText().equals(call.text("PolicyDocument"))) {
      role.put("AssumeRolePolicyDocument", call.text("PolicyDocument"));
      role.put("_since", call.now().toEpochMilli());
    }
    return Reply.empty();
  }

  private static void distinct(JsonNode tags) {
    Set<String> keys = new HashSet<>();
    for (JsonNode tag : tags) {
      if (!keys.add(tag.path("Key").asText().toLowerCase(Locale.ROOT))) {
        throw IamError.DUPLICATE_TAG.refusal();
      }
    }
  }

  private static Reply tag(Call call) {
    distinct(call.get("Tags"));
    ObjectNode role = role(call);
    for (JsonNode tag : call.get("Tags")) {
      remove(role, tag.path("Key").asText());
      role.withArrayProperty("Tags").add(tag.deepCopy());
    }
    if (role.path("Tags").size() > 50) {
      throw IamError.TAG_LIMIT.refusal();
    }
    return Reply.empty();
  }

  private static void remove(ObjectNode role, String key) {
    if (role.get("Tags") instanceof ArrayNode tags) {
      tags.removeIf(tag -> tag.path("Key").asText().equals(key));
      if (tags.isEmpty()) {
        role.remove("Tags");
      }
    }
  }

  private static Reply untag(Call call) {
    ObjectNode role = role(call);
    call.get("TagKeys").forEach(key -> remove(role, key.asText()));
    return Reply.empty();
  }

  private static Reply tags(Call call) {
    List<JsonNode> tags = new java.util.ArrayList<>();
    role(call).path("Tags").forEach(tags::add);
    return IamPages.of(call, "Tags", tags);
  }

  private static Reply putBoundary(Call call) {
    boundary(role(call), call, call.text("PermissionsBoundary"));
    return Reply.empty();
  }

  private static Reply deleteBoundary(Call call) {
    if (role(call).remove("PermissionsBoundary") == null) {
      throw IamError.NO_BOUNDARY.refusal(call.text("RoleName"));
    }
    return Reply.empty();
  }

  private static Reply instanceProfiles(Call call) {
    role(call);
    return IamPages.of(call, "InstanceProfiles", List.of());
  }
}
