package dev.portolan.sandbox.aws.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.runtime.Doors;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HTTP APIs themselves, and tags. Names are not unique: two calls make two APIs. */
final class ApiActions {
  private final Doors doors;

  ApiActions(Doors doors) {
    this.doors = doors;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateApi", this::create,
        "GetApi", this::get,
        "GetApis", this::list,
        "UpdateApi", this::update,
        "DeleteApi", this::delete,
        "TagResource", this::tag,
        "UntagResource", this::untag,
        "GetTags", this::tags);
  }

  private Reply create(Call call) {
    if (!call.text("protocolType").equals("HTTP")) {
      throw GatewayError.PROTOCOL.refusal(call.text("protocolType"));
    }
    Apis.limitTags(call.get("tags"));
    ObjectNode api = JsonNodeFactory.instance.objectNode();
    String id = Ids.letters(call.state(), 10);
    api.put("apiId", id);
    api.put("apiKeySelectionExpression", "$request.header.x-api-key");
    api.put("createdDate", call.now().truncatedTo(ChronoUnit.SECONDS).toString());
    api.put("disableExecuteApiEndpoint", false);
    api.put("ipAddressType", "ipv4");
    api.put("routeSelectionExpression", "$request.method $request.path");
    Apis.lay(call, api);
    api.remove(List.of("target", "routeKey", "credentialsArn"));
    Apis.all(call).set(id, api);
    if (call.has("target")) {
      quick(call, api);
    }
    return shown(call, api);
  }

  /** A target makes integration, route and stage at once: "quick create" in the API reference. */
  private static void quick(Call call, ObjectNode api) {
    String integration = IntegrationActions.proxy(call, api, call.text("target"), "2.0");
    RouteActions.add(call, api, call.optional("routeKey").orElse("$default"), integration);
    StageActions.add(call, api, "$default").put("autoDeploy", true).put("apiGatewayManaged", true);
  }

  private Reply shown(Call call, ObjectNode api) {
    return Reply.of(told(call, api));
  }

  private ObjectNode told(Call call, JsonNode api) {
    return Apis.shown(api)
        .put("apiEndpoint", doors.api(call.caller().region(), api.path("apiId").asText()));
  }

  private Reply get(Call call) {
    return shown(call, Apis.api(call));
  }

  private Reply list(Call call) {
    List<JsonNode> found = new ArrayList<>();
    Apis.all(call).forEach(api -> found.add(told(call, api)));
    return Apis.page(call, found);
  }

  private Reply update(Call call) {
    ObjectNode api = Apis.api(call);
    Apis.lay(call, api);
    return shown(call, api);
  }

  private Reply delete(Call call) {
    Apis.api(call);
    Apis.all(call).remove(call.text("ApiId"));
    return Reply.empty();
  }

  /** The API or stage that an ARN such as {@code arn:aws:apigateway:us-east-1::/apis/abc} names. */
  private static ObjectNode tagged(Call call) {
    String[] path =
        call.text("ResourceArn").replaceFirst("^arn:[^:]*:apigateway:[^:]*::/?", "").split("/");
    JsonNode found =
        path.length < 2 || !path[0].equals("apis") ? null : Apis.all(call).get(path[1]);
    if (found != null && path.length == 4 && path[2].equals("stages")) {
      found = found.path("_stages").get(path[3]);
    }
    if (found instanceof ObjectNode resource) {
      return resource;
    }
    throw GatewayError.NO_RESOURCE.refusal();
  }

  private Reply tag(Call call) {
    ObjectNode tags = call.part(tagged(call), "tags");
    if (call.get("tags") instanceof ObjectNode given) {
      tags.setAll(given.deepCopy());
    }
    Apis.limitTags(tags);
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private Reply untag(Call call) {
    ObjectNode tags = call.part(tagged(call), "tags");
    call.get("TagKeys").forEach(key -> tags.remove(key.asText()));
    return Reply.empty();
  }

  private Reply tags(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("tags", call.part(tagged(call), "tags"));
    return Reply.of(body);
  }
}
