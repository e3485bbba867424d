package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/**
 * What belongs to the account: its limits, the concurrency it lends out, the tags of its functions
 * and mappings.
 */
final class AccountActions {
  private static final int CONCURRENCY = 1000;
  private static final int UNRESERVED = 100;

  private AccountActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "GetAccountSettings", AccountActions::settings,
        "PutFunctionConcurrency", AccountActions::reserve,
        "GetFunctionConcurrency", AccountActions::reserved,
        "DeleteFunctionConcurrency", AccountActions::release,
        "TagResource", AccountActions::tag,
        "UntagResource", AccountActions::untag,
        "ListTags", AccountActions::tags);
  }

  private static int reservedBut(Call call, String name) {
    int sum = 0;
    for (Map.Entry<String, JsonNode> function : Functions.all(call).properties()) {
      if (!function.getKey().equals(name)) {
        sum += function.getValue().path("reserved").asInt();
      }
    }
    return sum;
  }

  private static Reply settings(Call call) {
    long size = 0;
    for (JsonNode function : Functions.all(call)) {
      size += function.path("latest").path("CodeSize").asLong();
      for (JsonNode version : function.path("versions")) {
        size += version.path("CodeSize").asLong();
      }
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("AccountLimit")
        .put("TotalCodeSize", 80_530_636_800L)
        .put("CodeSizeUnzipped", 262_144_000)
        .put("CodeSizeZipped", 52_428_800)
        .put("ConcurrentExecutions", CONCURRENCY)
        .put("UnreservedConcurrentExecutions", CONCURRENCY - reservedBut(call, ""));
    body.putObject("AccountUsage")
        .put("TotalCodeSize", size)
        .put("FunctionCount", Functions.all(call).size());
    return Reply.of(body);
  }

  private static Reply reserve(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    int wanted = call.number("ReservedConcurrentExecutions", 0);
    if (CONCURRENCY - reservedBut(call, reference.name()) - wanted < UNRESERVED) {
      throw LambdaError.UNRESERVED.refusal(UNRESERVED);
    }
    function.put("reserved", wanted);
    return reserved(call);
  }

  private static Reply reserved(Call call) {
    ObjectNode function = Functions.record(call, FunctionReference.from(call));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (function.has("reserved")) {
      body.put("ReservedConcurrentExecutions", function.path("reserved").asInt());
    }
    return Reply.of(body);
  }

  private static Reply release(Call call) {
    Functions.record(call, FunctionReference.from(call)).remove("reserved");
    return Reply.empty();
  }

  /** The tags of a function, or of an event source mapping. */
  private static ObjectNode tagged(Call call) {
    String arn = call.text("Resource");
    return arn.contains(":event-source-mapping:")
        ? call.part(Mappings.require(call, arn.substring(arn.lastIndexOf(':') + 1)), "_tags")
        : call.part(Functions.record(call, FunctionReference.from(arn)), "tags");
  }

  private static Reply tag(Call call) {
    ObjectNode tags = tagged(call);
    tags.setAll((ObjectNode) call.get("Tags").deepCopy());
    Settings.checkTags(tags);
    return Reply.empty();
  }

  private static Reply untag(Call call) {
    ObjectNode tags = tagged(call);
    call.get("TagKeys").forEach(key -> tags.remove(key.asText()));
    return Reply.empty();
  }

  private static Reply tags(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("Tags", tagged(call));
    return Reply.of(body);
  }
}
