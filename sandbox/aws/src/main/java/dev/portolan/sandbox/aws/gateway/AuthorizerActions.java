package dev.portolan.sandbox.aws.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** Authorizers for tokens. Their issuer's discovery document is read when they are made. */
final class AuthorizerActions {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
  private static final int MOST = 10;
  private static final int MOST_AUDIENCES = 50;

  private AuthorizerActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateAuthorizer", AuthorizerActions::create,
        "GetAuthorizer", AuthorizerActions::get,
        "GetAuthorizers", AuthorizerActions::list,
        "UpdateAuthorizer", AuthorizerActions::update,
        "DeleteAuthorizer", AuthorizerActions::delete);
  }

  private static ObjectNode all(Call call) {
    return call.part(Apis.api(call), "_authorizers");
  }

  private static ObjectNode authorizer(Call call) {
    if (all(call).get(call.text("AuthorizerId")) instanceof ObjectNode found) {
      return found;
    }
    throw GatewayError.NO_AUTHORIZER.refusal(call.text("AuthorizerId"));
  }

  private static void check(Call call, ObjectNode authorizer) {
    if (!authorizer.path("authorizerType").asText().equals("JWT")) {
      throw GatewayError.AUTHORIZER_TYPE.refusal(authorizer.path("authorizerType").asText());
    }
    JsonNode sources = authorizer.path("identitySource");
    if (sources.size() != 1
        || !sources.get(0).asText().matches("\\$request\\.(header|querystring)\\..+")) {
      throw GatewayError.INVALID.refusal("Invalid identity source");
    }
    JsonNode jwt = authorizer.path("jwtConfiguration");
    int audiences = jwt.path("audience").size();
    if (audiences < 1 || audiences > MOST_AUDIENCES) {
      throw GatewayError.INVALID.refusal("An authorizer has 1 to 50 audiences");
    }
    String issuer = jwt.path("issuer").asText();
    if (Issuers.keys(call.state(), issuer).isEmpty()) {
      throw GatewayError.ISSUER.refusal(issuer, issuer, issuer);
    }
    for (JsonNode other : all(call)) {
      if (other.path("name").equals(authorizer.path("name"))
          && !other.path("authorizerId").equals(authorizer.path("authorizerId"))) {
        throw GatewayError.AUTHORIZER_EXISTS.refusal(authorizer.path("name").asText());
      }
    }
  }

  private static Reply create(Call call) {
    if (all(call).size() >= MOST) {
      throw GatewayError.AUTHORIZERS.refusal();
    }
    ObjectNode authorizer =
        JsonNodeFactory.instance.objectNode().put("authorizerId", Ids.letters(call.state(), 6));
    Apis.lay(call, authorizer);
    check(call, authorizer);
    all(call).set(authorizer.path("authorizerId").asText(), authorizer);
    return Reply.of(authorizer);
  }

  private static Reply get(Call call) {
    return Reply.of(authorizer(call));
  }

  private static Reply list(Call call) {
    return Apis.page(call, all(call));
  }

  private static Reply update(Call call) {
    ObjectNode authorizer = authorizer(call);
    Apis.lay(call, authorizer);
    check(call, authorizer);
    return Reply.of(authorizer);
  }

  private static Reply delete(Call call) {
    String id = authorizer(call).path("authorizerId").asText();
    String name = authorizer(call).path("name").asText();
    for (JsonNode route : Apis.api(call).path("_routes")) {
      if (route.path("authorizerId").asText().equals(id)) {
        throw GatewayError.AUTHORIZER_IN_USE.refusal(name, route.path("routeKey").asText());
      }
    }
    all(call).remove(id);
    return Reply.empty();
  }
}
