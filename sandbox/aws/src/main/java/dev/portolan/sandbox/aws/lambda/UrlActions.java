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

/** Function URLs: one for a function and one for each of its aliases. */
final class UrlActions {
  private final LambdaWorld world;

  UrlActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateFunctionUrlConfig", this::create,
        "GetFunctionUrlConfig", this::get,
        "UpdateFunctionUrlConfig", this::update,
        "DeleteFunctionUrlConfig", this::delete,
        "ListFunctionUrlConfigs", this::list);
  }

  private Reply create(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    Functions.version(call, reference);
    ObjectNode urls = call.part(function, "urls");
    String qualifier = reference.qualifier().orElse("");
    if (urls.has(qualifier)) {
      throw LambdaError.URL_EXISTS.refusal(reference.arn(call));
    }
    ObjectNode url = JsonNodeFactory.instance.objectNode();
    String id = Ids.letters(call.state(), 32);
    url.put("_id", id);
    url.put("FunctionArn", reference.arn(call));
    url.put("AuthType", call.text("AuthType"));
    if (call.has("Cors")) {
      url.set("Cors", call.get("Cors").deepCopy());
    }
    url.put("InvokeMode", call.optional("InvokeMode").orElse("BUFFERED"));
    url.put("CreationTime", call.now().toString());
    url.put("LastModifiedTime", call.now().toString());
    urls.set(qualifier, url);
    return shown(call, url);
  }

  private Reply shown(Call call, ObjectNode url) {
    ObjectNode body = url.deepCopy();
    body.remove("_id");
    body.put(
        "FunctionUrl", world.doors().functionUrl(call.caller().region(), url.path("_id").asText()));
    return Reply.of(body);
  }

  private static ObjectNode url(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    if (function.path("urls").get(reference.qualifier().orElse("")) instanceof ObjectNode url) {
      return url;
    }
    throw LambdaError.NO_RESOURCE.refusal();
  }

  private Reply get(Call call) {
    return shown(call, url(call));
  }

  private Reply update(Call call) {
    ObjectNode url = url(call);
    call.optional("AuthType").ifPresent(type -> url.put("AuthType", type));
    call.optional("InvokeMode").ifPresent(mode -> url.put("InvokeMode", mode));
    if (call.has("Cors")) {
      url.set("Cors", call.get("Cors").deepCopy());
    }
    url.put("LastModifiedTime", call.now().toString());
    return shown(call, url);
  }

  private Reply delete(Call call) {
    url(call);
    FunctionReference reference = FunctionReference.from(call);
    ((ObjectNode) Functions.record(call, reference).get("urls"))
        .remove(reference.qualifier().orElse(""));
    return Reply.empty();
  }

  private Reply list(Call call) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode url : Functions.record(call, FunctionReference.from(call)).path("urls")) {
      found.add(shown(call, (ObjectNode) url).body());
    }
    return Functions.page(call, "FunctionUrlConfigs", found);
  }
}
