package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings events to the targets of the rules that take them. Each entry is taken by itself. */
final class PutEventsAction {
  private final Consumer<Delivery> deliveries;

  PutEventsAction(Consumer<Delivery> deliveries) {
    this.deliveries = deliveries;
  }

  /**
   * What is wrong with an entry is told in its place, with 200, as LocalStack has recorded it
   * (tests/aws/services/events/test_events.snapshot.json). What begins with {@code aws.} is for
   * AWS's own services.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html">PutEventsResultEntry</a>:
   *     "You do not have permissions to publish events with this source onto this event bus"
   */
  Reply put(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode told = body.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : call.get("Entries")) {
      Optional<ObjectNode> refused = refusal(entry);
      if (refused.isPresent()) {
        told.add(refused.get());
        failed++;
        continue;
      }
      BusEvent event =
          BusEvent.of(entry, call.caller().account(), call.caller().region(), call.now());
      told.addObject().set("EventId", event.event().path("id"));
      if (Buses.all(call).has(event.bus())) {
        event.due(call.state()).forEach(deliveries);
      }
    }
    return Reply.of(body.put("FailedEntryCount", failed));
  }

  private static Optional<ObjectNode> refusal(JsonNode entry) {
    for (String needed : new String[] {"Source", "DetailType", "Detail"}) {
      if (entry.path(needed).asText().isEmpty()) {
        return Optional.of(
            error(
                "InvalidArgument",
                "Parameter "
                    + needed
                    + " is not valid. Reason: "
                    + needed
                    + " is a required argument."));
      }
    }
    if (entry.path("Source").asText().startsWith("aws.")) {
      return Optional.of(
          error("NotAuthorizedForSourceException", "Not authorized for the source."));
    }
    return BusEvent.detail(entry).isPresent()
        ? Optional.empty()
        : Optional.of(error("MalformedDetail", "Detail is malformed."));
  }

  private static ObjectNode error(String code, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ErrorCode", code)
        .put("ErrorMessage", message);
  }
}
