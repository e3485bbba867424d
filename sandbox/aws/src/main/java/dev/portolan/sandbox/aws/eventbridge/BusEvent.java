package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
