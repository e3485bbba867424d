package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;

/**
 * Where functions stand in the state: {@code latest}, {@code versions}, {@code aliases}, {@code
 * policies}, {@code urls} and {@code invokes} by qualifier, {@code tags}, {@code reserved}.
 */
final class Functions {
  static final String LATEST = "$LATEST";

  private Functions() {}

  static ObjectNode all(Call call) {
    return call.part(call.regional("lambda"), "functions");
  }

  /** The whole record of a function; refuses when there is none. */
  static ObjectNode record(Call call, FunctionReference reference) {
    if (all(call).get(reference.name()) instanceof ObjectNode found) {
      return found;
    }
    throw LambdaError.NO_FUNCTION.refusal(reference.arn(call));
  }

  static ObjectNode latest(ObjectNode function) {
    return (ObjectNode) function.get("latest");
  }

  /** The version that a qualifier leads to, through an alias if it is one. */
  static ObjectNode version(Call call, FunctionReference reference) {
    ObjectNode function = record(call, reference);
    String qualifier = reference.qualifier().orElse(LATEST);
    String version =
        function.path("aliases").path(qualifier).path("FunctionVersion").asText(qualifier);
    return version(function, version, reference.arn(call));
  }

  static ObjectNode version(ObjectNode function, String version, String arn) {
    if (version.equals(LATEST)) {
      return latest(function);
    }
    if (function.path("versions").get(version) instanceof ObjectNode found) {
      return found;
    }
    throw LambdaError.NO_FUNCTION.refusal(arn);
  }

  /** Refuses unless the revision asked for, if any, is the one that is there. */
  static void matching(Call call, String actual) {
    if (call.has("RevisionId") && !call.text("RevisionId").equals(actual)) {
      throw LambdaError.REVISION.refusal();
    }
  }

  /** A page as Lambda gives it: NextMarker when there is more. */
  static Reply page(Call call, String member, List<? extends JsonNode> all) {
    int from = call.optional("Marker").map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + call.number("MaxItems", 50));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(member).addAll(all.subList(Math.min(from, to), to));
    if (to < all.size()) {
      body.put("NextMarker", String.valueOf(to));
    }
    return Reply.of(body);
  }
}
