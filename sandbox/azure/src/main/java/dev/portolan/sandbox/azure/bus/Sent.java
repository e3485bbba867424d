package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as its sender has it.
 *
 * @param properties of the application
 * @param contentType empty if the sender tells none
 * @param id empty for one that Service Bus chooses
 * @param session empty for none
 */
record Sent(
    byte[] body, Map<String, String> properties, String contentType, String id, String session) {
  Sent {
    properties = Map.copyOf(properties);
  }

  static Sent of(byte[] body) {
    return new Sent(body, Map.of(), "", "", "");
  }

  /**
   * What happens, as a CloudEvent in binary mode where a topic's types are asked for.
   *
   * @param id of the event and of the message
   * @see <a
   *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/amqp-protocol-binding.md#313-metadata-headers">AMQP
   *     Protocol Binding, 3.1.3</a>
   */
  static Sent of(Happening happening, String id) {
    if (!(happening.trigger() instanceof Trigger.Topic topic) || topic.types().isEmpty()) {
      return new Sent(happening.data(), Map.of(), "", id, "");
    }
    Map<String, String> event =
        Map.of(
            "cloudEvents:specversion",
            "1.0",
            "cloudEvents:id",
            id,
            "cloudEvents:source",
            "/portolan/fire",
            "cloudEvents:type",
            topic.types().get(0));
    return new Sent(happening.data(), event, "application/json", id, "");
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(properties).forEach(json::put);
    return json;
  }
}
