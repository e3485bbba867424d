package dev.portolan.sandbox.aws.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Integrations: which function an API hands its requests to. Not unique: two calls make two. */
final class IntegrationActions {
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(arn:aws:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/)?"
              + "arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:[a-zA-Z0-9-_]+(:[a-zA-Z0-9-_$]+)?"
              + "(/invocations)?");

  private IntegrationActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateIntegration", IntegrationActions::create,
        "GetIntegration", IntegrationActions::get,
        "GetIntegrations", IntegrationActions::list,
        "UpdateIntegration", IntegrationActions::update,
        "DeleteIntegration", IntegrationActions::delete);
  }

  private static ObjectNode all(Call call) {
    return call.part(Apis.api(call), "_integrations");
  }

  private static ObjectNode integration(Call call) {
    if (all(call).get(call.text("IntegrationId")) instanceof ObjectNode found) {
      return found;
    }
    throw GatewayError.NO_INTEGRATION.refusal(call.text("IntegrationId"));
  }

  private static void check(ObjectNode integration) {
    if (!integration.path("integrationType").asText().equals("AWS_PROXY")) {
      throw GatewayError.INTEGRATION_TYPE.refusal(integration.path("integrationType").asText());
    }
    if (!Set.of("1.0", "2.0").contains(integration.path("payloadFormatVersion").asText())) {
      throw GatewayError.PAYLOAD_VERSION.refusal();
    }
    if (!FUNCTION.matcher(integration.path("integrationUri").asText()).matches()) {
      throw GatewayError.INTEGRATION_URI.refusal();
    }
  }

  private static ObjectNode fresh(ObjectNode state) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("integrationId", Ids.letters(state, 7))
        .put("connectionType", "INTERNET")
        .put("integrationMethod", "POST")
        .put("timeoutInMillis", 30_000);
  }

  /** Adds a function's integration; its id. */
  static String proxy(Call call, ObjectNode api, String uri, String payloadVersion) {
    ObjectNode integration =
        fresh(call.state())
            .put("integrationType", "AWS_PROXY")
            .put("integrationUri", uri)
            .put("payloadFormatVersion", payloadVersion);
    check(integration);
    String id = integration.path("integrationId").asText();
    call.part(api, "_integrations").set(id, integration);
    return id;
  }

  private static Reply create(Call call) {
    ObjectNode all = all(call);
    ObjectNode integration = fresh(call.state());
    Apis.lay(call, integration);
    check(integration);
    all.set(integration.path("integrationId").asText(), integration);
    return Reply.of(integration);
  }

  private static Reply get(Call call) {
    return Reply.of(integration(call));
  }

  private static Reply list(Call call) {
    return Apis.page(call, all(call));
  }

  private static Reply update(Call call) {
    ObjectNode integration = integration(call);
    Apis.lay(call, integration);
    check(integration);
    return Reply.of(integration);
  }

  private static Reply delete(Call call) {
    String id = integration(call).path("integrationId").asText();
    for (JsonNode route : Apis.api(call).path("_routes")) {
      if (route.path("target").asText().equals("integrations/" + id)) {
        throw GatewayError.INTEGRATION_IN_USE.refusal(id, route.path("routeId").asText());
      }
    }
    all(call).remove(id);
    return Reply.empty();
  }
}
