package dev.portolan.sandbox.aws.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where APIs stand in the state: by id, with {@code _integrations}, {@code _routes} and {@code
 * _stages} by theirs.
 */
final class Apis {
  private Apis() {}

  static ObjectNode all(Call call) {
    return call.part(call.regional("apigateway"), "apis");
  }

  static ObjectNode api(Call call) {
    if (all(call).get(call.text("ApiId")) instanceof ObjectNode api) {
      return api;
    }
    throw GatewayError.NO_API.refusal(call.caller().account(), call.text("ApiId"));
  }

  /** Without what is the sandbox's own. */
  static ObjectNode shown(JsonNode resource) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : resource.properties()) {
      if (!member.getKey().startsWith("_")) {
        shown.set(member.getKey(), member.getValue());
      }
    }
    return shown;
  }

  /** Lays the members of the request over the resource, but not those that address it. */
  static void lay(Call call, ObjectNode resource) {
    for (Map.Entry<String, JsonNode> member : call.in().properties()) {
      if (Character.isLowerCase(member.getKey().charAt(0)) && !member.getValue().isNull()) {
        resource.set(member.getKey(), member.getValue().deepCopy());
      }
    }
  }

  static void limitTags(JsonNode tags) {
    if (tags.size() > 50) {
      throw GatewayError.TAGS.refusal();
    }
  }

  /** A page as API Gateway gives it: items, and nextToken when there is more. */
  static Reply page(Call call, Iterable<? extends JsonNode> all) {
    List<JsonNode> found = new ArrayList<>();
    all.forEach(found::add);
    int from = number(call, "NextToken", 0);
    int to = Math.min(found.size(), from + number(call, "MaxResults", 25));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("items").addAll(found.subList(Math.min(from, to), to));
    if (to < found.size()) {
      body.put("nextToken", String.valueOf(to));
    }
    return Reply.of(body);
  }

  private static int number(Call call, String member, int otherwise) {
    try {
      return call.optional(member).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw GatewayError.INVALID.refusal("Invalid " + member);
    }
  }

  static Reply page(Call call, ObjectNode resources) {
    List<JsonNode> shown = new ArrayList<>();
    resources.forEach(resource -> shown.add(shown(resource)));
    return page(call, shown);
  }
}
