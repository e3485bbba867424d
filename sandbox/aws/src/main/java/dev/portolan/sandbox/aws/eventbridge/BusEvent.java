package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An event on a bus.
 *
 * @param bus its name
 * @param event as rules see it and functions get it
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">the
 *     structure of events</a>
 */
public record BusEvent(String bus, ObjectNode event) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The one that an entry of PutEvents puts on a bus; its detail must be one. */
  public static BusEvent of(JsonNode entry, String account, String region, Instant now) {
    ObjectNode event = JSON.createObjectNode();
    Instant time =
        entry.hasNonNull("Time")
            ? Instant.ofEpochSecond(entry.path("Time").asLong())
            : now.truncatedTo(ChronoUnit.SECONDS);
    event.put("version", "0").put("id", UUID.randomUUID().toString());
    event.set("detail-type", entry.path("DetailType"));
    event.set("source", entry.path("Source"));
    event.put("account", account).put("time", time.toString());
    event.put("region", region);
    ArrayNode resources = event.putArray("resources");
    entry.path("Resources").forEach(resources::add);
    event.set("detail", detail(entry).orElseThrow());
    return new BusEvent(Buses.name(entry.path("EventBusName").asText(Buses.DEFAULT)), event);
  }

  /**
   * What an entry tells: "A valid JSON object"; empty for anything else.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">PutEventsRequestEntry</a>
   */
  public static Optional<JsonNode> detail(JsonNode entry) {
    try {
      return Optional.of(JSON.readTree(entry.path("Detail").asText())).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * What each target is due whose rule takes it.
   *
   * @param state the whole of it
   */
  public List<Delivery> due(JsonNode state) {
    String region = event.path("region").asText();
    String account = event.path("account").asText();
    JsonNode rules =
        state.path("regions").path(region).path("events").path("buses").path(bus).path("rules");
    List<Delivery> due = new ArrayList<>();
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      boolean enabled = !rule.getValue().path("State").asText().equals("DISABLED");
      if (enabled
          && EventPattern.read(rule.getValue().path("EventPattern").asText()).takes(event)) {
        String path = bus.equals(Buses.DEFAULT) ? rule.getKey() : bus + "/" + rule.getKey();
        String arn = "arn:aws:events:" + region + ":" + account + ":rule/" + path;
        for (JsonNode target : rule.getValue().path("targets")) {
          String payload = target.path("Input").asText(event.toString());
          due.add(
              new Delivery(
                  arn,
                  target.path("Arn").asText(),
                  target.path("DeadLetterConfig").path("Arn").asText(),
                  payload.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return due;
  }
}
