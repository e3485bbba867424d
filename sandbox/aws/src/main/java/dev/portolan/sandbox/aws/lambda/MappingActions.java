package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Event source mappings: what takes from a queue, a stream or Kafka and calls a function with it.
 */
final class MappingActions {
  private static final String SOURCE = "EventSourceArn";
  private static final List<String> KEPT =
      List.of(
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "FunctionResponseTypes",
          "BisectBatchOnFunctionError",
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          KafkaMappings.ACCESS,
          MappingChecks.DESTINATIONS);

  private final LambdaWorld world;

  MappingActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateEventSourceMapping", this::create,
        "GetEventSourceMapping", MappingActions::get,
        "ListEventSourceMappings", MappingActions::list,
        "UpdateEventSourceMapping", this::update,
        "DeleteEventSourceMapping", this::delete);
  }

  private Reply create(Call call) {
    FunctionReference reference = FunctionReference.from(call.text("FunctionName"));
    String function = reference.arn(call);
    boolean kafka = KafkaMappings.asked(call);
    String source = call.optional(SOURCE).orElse("");
    for (JsonNode other : Mappings.all(call)) {
      if (!kafka
          && other.path(SOURCE).asText().equals(source)
          && other.path("FunctionArn").asText().equals(function)
          && !Mappings.gone(other, call.now())) {
        throw (Mappings.streamed(source)
                ? LambdaError.MAPPING_STREAM_EXISTS
                : LambdaError.MAPPING_EXISTS)
            .refusal(source, reference.name(), other.path("UUID").asText());
      }
    }
    String uuid = Ids.uuid(call.state());
    ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    mapping.put("UUID", uuid).put("FunctionArn", function);
    if (!source.isEmpty()) {
      mapping.put(SOURCE, source);
    }
    mapping.put(
        "EventSourceMappingArn", call.caller().arnOf("lambda", "event-source-mapping:" + uuid));
    if (kafka) {
      KafkaMappings.usual(call, mapping);
      KafkaMappings.same(call, mapping)
          .ifPresent(
              other -> {
                throw LambdaError.MAPPING_STREAM_EXISTS.refusal(
                    KafkaMappings.log(mapping), reference.name(), other.path("UUID").asText());
              });
    } else {
      mapping.put("MaximumBatchingWindowInSeconds", 0);
      MappingChecks.usual(call, mapping);
    }
    mapping.putArray("FunctionResponseTypes");
    mapping.put("_enabled", true);
    MappingChecks.given(call, mapping);
    lay(call, mapping);
    new MappingChecks(call, world.timings().get().rolePropagation()).check(mapping, reference);
    if (call.get("Tags") instanceof ObjectNode tags) {
      Settings.checkTags(tags);
      mapping.set("_tags", tags.deepCopy());
    }
    begin(call, mapping, "Creating");
    Mappings.all(call).set(uuid, mapping);
    return Reply.of(Mappings.shown(mapping, call.now().minusMillis(1)));
  }

  /** What is not given stays as it is. */
  private static void lay(Call call, ObjectNode mapping) {
    for (String member : KEPT) {
      if (call.has(member)) {
        mapping.set(member, call.get(member).deepCopy());
      }
    }
    if (MappingChecks.onFailure(mapping).isEmpty()) {
      mapping.remove(MappingChecks.DESTINATIONS);
    }
    if (call.has("ScalingConfig")) {
      mapping.remove("ScalingConfig");
      if (!call.get("ScalingConfig").isEmpty()) {
        mapping.set("ScalingConfig", call.get("ScalingConfig").deepCopy());
      }
    }
    if (call.has("Enabled")) {
      mapping.put("_enabled", call.flag("Enabled"));
    }
  }

  private void begin(Call call, ObjectNode mapping, String phase) {
    Instant settles = call.now().plus(world.timings().get().update());
    mapping.put("LastModified", call.now().toEpochMilli() / 1000.0);
    mapping.put("StateTransitionReason", "USER_INITIATED");
    Mappings.begin(mapping, phase, settles);
  }

  private static ObjectNode idle(Call call, String verb) {
    ObjectNode mapping = Mappings.require(call, call.text("UUID"));
    if (!Mappings.settled(mapping, call.now())) {
      throw LambdaError.MAPPING_IN_USE.refusal(verb);
    }
    return mapping;
  }

  private static Reply get(Call call) {
    return Reply.of(Mappings.shown(Mappings.require(call, call.text("UUID")), call.now()));
  }

  private static Reply list(Call call) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode mapping : Mappings.all(call)) {
      boolean asked =
          !call.has("FunctionName")
              || FunctionReference.from(call.text("FunctionName"))
                  .arn(call)
                  .equals(mapping.path("FunctionArn").asText());
      if (asked
          && call.optional(SOURCE)
              .orElse(mapping.path(SOURCE).asText())
              .equals(mapping.path(SOURCE).asText())
          && !Mappings.gone(mapping, call.now())) {
        found.add(Mappings.shown((ObjectNode) mapping, call.now()));
      }
    }
    return Functions.page(call, "EventSourceMappings", found);
  }

  private Reply update(Call call) {
    ObjectNode mapping = idle(call, "update");
    MappingChecks.given(call, mapping);
    lay(call, mapping);
    FunctionReference reference =
        FunctionReference.from(
            call.optional("FunctionName").orElse(mapping.path("FunctionArn").asText()));
    mapping.put("FunctionArn", reference.arn(call));
    new MappingChecks(call, world.timings().get().rolePropagation()).check(mapping, reference);
    begin(call, mapping, "Updating");
    return Reply.of(Mappings.shown(mapping, call.now().minusMillis(1)));
  }

  private Reply delete(Call call) {
    ObjectNode mapping = idle(call, "delete");
    begin(call, mapping, Mappings.DELETING);
    ObjectNode shown = Mappings.shown(mapping, call.now().minusMillis(1));
    if (Mappings.gone(mapping, call.now())) {
      Mappings.all(call).remove(call.text("UUID"));
    }
    return Reply.of(shown);
  }
}
