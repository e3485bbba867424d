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

/** Routes: a method and a path, or {@code $default}, and where they lead. One for each key. */
final class RouteActions {
  // a greedy place stands last; a place fills a whole segment
  private static final Pattern KEY =
      Pattern.compile(
          "\\$default|(ANY|GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)"
              + " /((\\{[a-zA-Z0-9._-]+}|[^/{}\\s]+)(/(\\{[a-zA-Z0-9._-]+}|[^/{}\\s]+))*/?)?"
              + "((?<=/)\\{[a-zA-Z0-9._-]+\\+})?");

  private RouteActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateRoute", RouteActions::create,
        "GetRoute", RouteActions::get,
        "GetRoutes", RouteActions::list,
        "UpdateRoute", RouteActions::update,
        "DeleteRoute", RouteActions::delete);
  }

  private static ObjectNode all(Call call) {
    return call.part(Apis.api(call), "_routes");
  }

  private static ObjectNode route(Call call) {
    if (all(call).get(call.text("RouteId")) instanceof ObjectNode found) {
      return found;
    }
    throw GatewayError.NO_ROUTE.refusal(call.text("RouteId"));
  }

  private static void check(JsonNode api, ObjectNode route) {
    String key = route.path("routeKey").asText();
    if (!KEY.matcher(key).matches()) {
      throw GatewayError.ROUTE_KEY.refusal();
    }
    String authorization = route.path("authorizationType").asText();
    boolean authorized = api.path("_authorizers").has(route.path("authorizerId").asText());
    boolean known =
        Set.of("NONE", "AWS_IAM").contains(authorization)
            ? authorized || !route.has("authorizerId")
            : authorization.equals("JWT") && authorized;
    // http-api-quotas.html: ten scopes a route
    if (!known || route.path("authorizationScopes").size() > 10) {
      throw GatewayError.AUTHORIZATION.refusal();
    }
    String target = route.path("target").asText();
    if (route.has("target")
        && (!target.startsWith("integrations/")
            || !api.path("_integrations").has(target.substring("integrations/".length())))) {
      throw GatewayError.ROUTE_TARGET.refusal(target);
    }
    for (JsonNode other : api.path("_routes")) {
      if (other.path("routeKey").asText().equals(key)
          && !other.path("routeId").equals(route.path("routeId"))) {
        throw GatewayError.ROUTE_EXISTS.refusal(key);
      }
    }
  }

  private static ObjectNode fresh(ObjectNode state) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("routeId", Ids.letters(state, 7))
        .put("apiKeyRequired", false)
        .put("authorizationType", "NONE");
  }

  static void add(Call call, ObjectNode api, String key, String integration) {
    ObjectNode route =
        fresh(call.state()).put("routeKey", key).put("target", "integrations/" + integration);
    check(api, route);
    call.part(api, "_routes").set(route.path("routeId").asText(), route);
  }

  /** An empty id takes the authorizer off, as terraform-provider-aws does. */
  private static void lay(Call call, ObjectNode route) {
    Apis.lay(call, route);
    if (route.path("authorizerId").asText().isEmpty()) {
      route.remove("authorizerId");
    }
    if (route.path("authorizationScopes").isEmpty()) {
      route.remove("authorizationScopes");
    }
  }

  private static Reply create(Call call) {
    ObjectNode route = fresh(call.state());
    lay(call, route);
    check(Apis.api(call), route);
    all(call).set(route.path("routeId").asText(), route);
    return Reply.of(route);
  }

  private static Reply get(Call call) {
    return Reply.of(route(call));
  }

  private static Reply list(Call call) {
    return Apis.page(call, all(call));
  }

  private static Reply update(Call call) {
    ObjectNode route = route(call);
    lay(call, route);
    check(Apis.api(call), route);
    return Reply.of(route);
  }

  private static Reply delete(Call call) {
    route(call);
    all(call).remove(call.text("RouteId"));
    return Reply.empty();
  }
}
