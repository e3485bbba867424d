package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.sns.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Publishes what shall happen on a topic: an event of the first type that is asked for. */
final class Publications {
  private Publications() {}

  static Publication of(Happening happening, Trigger.Topic asked, String topic, Instant now) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    String id = UUID.randomUUID().toString();
    if (!asked.types().isEmpty()) {
      Map.of(
              "ce-specversion",
              "1.0",
              "ce-id",
              id,
              "ce-source",
              "/portolan/fire",
              "ce-type",
              asked.types().get(0),
              "content-type",
              "application/json")
          .forEach((name, value) -> attribute(attributes, name, value));
    }
    String message = new String(happening.data(), StandardCharsets.UTF_8);
    return new Publication(topic, id, null, message, attributes, now);
  }

  private static void attribute(ObjectNode attributes, String name, String value) {
    attributes.putObject(name).put("Type", "String").put("Value", value);
  }
}
