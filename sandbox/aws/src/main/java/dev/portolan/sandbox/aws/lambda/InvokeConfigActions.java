package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What becomes of calls that nobody waits for: one setting for each version and alias. */
final class InvokeConfigActions {
  private static final List<String> MEMBERS =
      List.of(InvokeConfigs.RETRIES, "MaximumEventAgeInSeconds", InvokeConfigs.DESTINATIONS);

  private final LambdaWorld world;

  InvokeConfigActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of(
        "PutFunctionEventInvokeConfig", this::put,
        "UpdateFunctionEventInvokeConfig", this::update,
        "GetFunctionEventInvokeConfig", InvokeConfigActions::get,
        "ListFunctionEventInvokeConfigs", InvokeConfigActions::list,
        "DeleteFunctionEventInvokeConfig", InvokeConfigActions::delete);
  }

  private static String qualifier(FunctionReference reference) {
    return reference.qualifier().orElse(Functions.LATEST);
  }

  private static String arn(Call call, FunctionReference reference) {
    return reference.unqualifiedArn(call) + ":" + qualifier(reference);
  }

  /** "If a configuration already exists ..., this operation overwrites it." */
  private Reply put(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = called(call, reference);
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("FunctionArn", arn(call, reference));
    return written(call, reference, function, config);
  }

  /** What is not given stays as it is. */
  private Reply update(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = called(call, reference);
    return written(call, reference, function, config(call, reference).deepCopy());
  }

  private Reply written(
      Call call, FunctionReference reference, ObjectNode function, ObjectNode config) {
    for (String member : MEMBERS) {
      if (call.has(member)) {
        config.set(member, call.get(member).deepCopy());
      }
    }
    String role = Functions.version(call, reference).path("Role").asText();
    for (JsonNode destination : config.path(InvokeConfigs.DESTINATIONS)) {
      check(call, role, destination.path("Destination").asText());
    }
    config.put("LastModified", call.now().toEpochMilli() / 1000.0);
    call.part(function, InvokeConfigs.PART).set(qualifier(reference), config);
    return Reply.of(shown(config));
  }

  private static ObjectNode called(Call call, FunctionReference reference) {
    if (MEMBERS.stream().noneMatch(call::has)) {
      throw LambdaError.INVOKE_CONFIG_EMPTY.refusal();
    }
    String qualifier = qualifier(reference);
    if (Functions.all(call).get(reference.name()) instanceof ObjectNode function
        && (qualifier.equals(Functions.LATEST)
            || function.path("aliases").has(qualifier)
            || function.path("versions").has(qualifier))) {
      return function;
    }
    throw LambdaError.INVOKE_CONFIG_FUNCTION.refusal();
  }

  /** Only what is sent to queues is looked at; a FIFO queue is taken, and nothing reaches it. */
  private void check(Call call, String role, String destination) {
    if (destination.isEmpty() || !destination.split(":")[2].equals("sqs")) {
      return;
    }
    if (Queues.byArn(call.state(), destination).isEmpty()) {
      throw LambdaError.DESTINATION.refusal(destination);
    }
    boolean known =
        Roles.assumable(
            call.state(),
            role,
            "lambda.amazonaws.com",
            call.now(),
            world.timings().get().rolePropagation());
    if (!known || !Roles.may(call.state(), role, "sqs:SendMessage", destination)) {
      throw LambdaError.DESTINATION_ROLE.refusal(destination);
    }
  }

  private static ObjectNode config(Call call, FunctionReference reference) {
    JsonNode function = Functions.all(call).path(reference.name());
    if (function.path(InvokeConfigs.PART).get(qualifier(reference)) instanceof ObjectNode found) {
      return found;
    }
    throw LambdaError.NO_INVOKE_CONFIG.refusal(arn(call, reference));
  }

  private static Reply get(Call call) {
    return Reply.of(shown(config(call, FunctionReference.from(call))));
  }

  /** Destinations that are not set are shown as empty ones. */
  private static ObjectNode shown(ObjectNode config) {
    ObjectNode shown = config.deepCopy();
    ObjectNode destinations = shown.withObjectProperty(InvokeConfigs.DESTINATIONS);
    destinations.withObjectProperty("OnSuccess");
    destinations.withObjectProperty(InvokeConfigs.ON_FAILURE);
    return shown;
  }

  private static Reply list(Call call) {
    List<JsonNode> found = new ArrayList<>();
    Functions.record(call, FunctionReference.from(call))
        .path(InvokeConfigs.PART)
        .forEach(config -> found.add(shown((ObjectNode) config)));
    return Functions.page(call, "FunctionEventInvokeConfigs", found);
  }

  private static Reply delete(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    config(call, reference);
    ObjectNode function = Functions.record(call, reference);
    ((ObjectNode) function.get(InvokeConfigs.PART)).remove(qualifier(reference));
    return Reply.empty();
  }
}
