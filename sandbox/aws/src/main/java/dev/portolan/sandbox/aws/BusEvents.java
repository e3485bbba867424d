package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.eventbridge.BusEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Puts what shall happen on a bus: an event of the first type that is asked for. */
final class BusEvents {
  private static final String BUS = "arn:[^:]+:events:[^:]*:[^:]*:event-bus/.+";

  private BusEvents() {}

  /** Whether what a topic is called here is the ARN of a bus. */
  static boolean isBus(String name) {
    return name.matches(BUS);
  }

  static BusEvent of(Happening happening, Trigger.Topic asked, Instant now) {
    String[] arn = happening.name().split(":", 6);
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("EventBusName", happening.name()).put("Source", "portolan.fire");
    entry.put("DetailType", asked.types().stream().findFirst().orElse("portolan.fire"));
    entry.put("Detail", new String(happening.data(), StandardCharsets.UTF_8));
    if (BusEvent.detail(entry).isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the data is no JSON object, and EventBridge takes no other detail of an event",
          "let it be an object, as in {\"id\": 7}");
    }
    return BusEvent.of(entry, arn[4], arn[3], now);
  }
}
