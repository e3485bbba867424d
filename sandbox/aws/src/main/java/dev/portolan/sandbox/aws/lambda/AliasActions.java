package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Aliases: names for versions, that can be moved in one call. */
final class AliasActions {
  private AliasActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateAlias", AliasActions::create,
        "GetAlias", AliasActions::get,
        "UpdateAlias", AliasActions::update,
        "DeleteAlias", AliasActions::delete,
        "ListAliases", AliasActions::list);
  }

  private static FunctionReference reference(Call call) {
    return FunctionReference.from(call.text("FunctionName"));
  }

  private static String arn(Call call) {
    return reference(call).unqualifiedArn(call) + ":" + call.text("Name");
  }

  private static ObjectNode alias(Call call) {
    ObjectNode function = Functions.record(call, reference(call));
    if (function.path("aliases").get(call.text("Name")) instanceof ObjectNode alias) {
      return alias;
    }
    throw LambdaError.NO_ALIAS.refusal(arn(call));
  }

  private static void checkTarget(Call call, ObjectNode function, String version) {
    String arn = reference(call).unqualifiedArn(call) + ":" + version;
    ObjectNode target = Functions.version(function, version, arn);
    Configuration.usable(target);
    JsonNode weights = call.get("RoutingConfig").path("AdditionalVersionWeights");
    if (weights.size() > 1) {
      throw LambdaError.ROUTING_COUNT.refusal();
    }
    weights
        .fieldNames()
        .forEachRemaining(
            other -> {
              if (other.equals(version)) {
                throw LambdaError.ROUTING_VERSION.refusal(other, other);
              }
              if (version.equals(Functions.LATEST)) {
                throw LambdaError.ROUTING_LATEST.refusal();
              }
              Functions.version(
                  function, other, reference(call).unqualifiedArn(call) + ":" + other);
            });
  }

  private static Reply create(Call call) {
    ObjectNode function = Functions.record(call, reference(call));
    checkTarget(call, function, call.text("FunctionVersion"));
    ObjectNode aliases = call.part(function, "aliases");
    if (aliases.has(call.text("Name"))) {
      throw LambdaError.ALIAS_EXISTS.refusal(arn(call));
    }
    ObjectNode alias = JsonNodeFactory.instance.objectNode();
    alias.put("AliasArn", arn(call));
    alias.put("Name", call.text("Name"));
    alias.put("FunctionVersion", call.text("FunctionVersion"));
    alias.put("Description", call.optional("Description").orElse(""));
    route(call, alias);
    alias.put("RevisionId", Ids.uuid(call.state()));
    aliases.set(call.text("Name"), alias);
    return Reply.of(alias);
  }

  /** An empty map of weights takes the routing away; no map leaves it. */
  private static void route(Call call, ObjectNode alias) {
    if (!call.has("RoutingConfig")) {
      return;
    }
    JsonNode weights = call.get("RoutingConfig").path("AdditionalVersionWeights");
    if (weights.isEmpty()) {
      alias.remove("RoutingConfig");
    } else {
      alias.putObject("RoutingConfig").set("AdditionalVersionWeights", weights.deepCopy());
    }
  }

  private static Reply get(Call call) {
    return Reply.of(alias(call));
  }

  private static Reply update(Call call) {
    ObjectNode alias = alias(call);
    Functions.matching(call, alias.path("RevisionId").asText());
    ObjectNode function = Functions.record(call, reference(call));
    String version =
        call.optional("FunctionVersion").orElse(alias.path("FunctionVersion").asText());
    checkTarget(call, function, version);
    alias.put("FunctionVersion", version);
    call.optional("Description").ifPresent(text -> alias.put("Description", text));
    route(call, alias);
    alias.put("RevisionId", Ids.uuid(call.state()));
    return Reply.of(alias);
  }

  /**
   * Takes the alias away, with its policy, its URL and its settings. Deleting what is not there is
   * no error.
   */
  private static Reply delete(Call call) {
    ObjectNode function = Functions.record(call, reference(call));
    for (String part : List.of("aliases", "policies", "urls", InvokeConfigs.PART)) {
      if (function.get(part) instanceof ObjectNode held) {
        held.remove(call.text("Name"));
      }
    }
    return Reply.empty();
  }

  private static Reply list(Call call) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode alias : Functions.record(call, reference(call)).path("aliases")) {
      if (!call.has("FunctionVersion")
          || call.text("FunctionVersion").equals(alias.path("FunctionVersion").asText())) {
        found.add(alias);
      }
    }
    return Functions.page(call, "Aliases", found);
  }

  /** The aliases that lead to a version. */
  static List<String> usersOf(ObjectNode function, String version) {
    List<String> users = new ArrayList<>();
    for (JsonNode alias : function.path("aliases")) {
      JsonNode weights = alias.path("RoutingConfig").path("AdditionalVersionWeights");
      if (alias.path("FunctionVersion").asText().equals(version) || weights.has(version)) {
        users.add(alias.path("Name").asText());
      }
    }
    return users;
  }
}
