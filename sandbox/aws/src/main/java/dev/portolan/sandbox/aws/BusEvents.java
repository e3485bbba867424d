package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.eventbridge.BusEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Puts what shall happen on a bus: an event of the first type that is asked for. */
final class BusEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUS = "arn:[^:]+:events:[^:]*:[^:]*:event-bus/.+";

  private BusEvents() {}

  /** Whether what a topic is called here is the ARN of a bus. */
  static boolean isBus(String name) {
    return name.matches(BUS);
  }

  static BusEvent of(Happening happening, Trigger.Topic asked, Instant now) {
    String[] arn = happening.name().split(":", 6);
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0").put("id", UUID.randomUUID().toString());
    event.put("detail-type", asked.types().stream().findFirst().orElse("portolan.fire"));
    event.put("source", "portolan.fire").put("account", arn[4]);
    event.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", arn[3]).putArray("resources");
    event.set("detail", detail(happening));
    return new BusEvent(arn[5].substring("event-bus/".length()), event);
  }

  /**
   * "A valid JSON object".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">PutEventsRequestEntry</a>
   */
  private static JsonNode detail(Happening happening) {
    try {
      JsonNode data = JSON.readTree(happening.data());
      if (data != null && data.isObject()) {
        return data;
      }
    } catch (IOException notJson) {
      // told below, as all that is no object
    }
    throw DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        "the data is no JSON object, and EventBridge takes no other detail of an event",
        "let it be an object, as in {\"id\": 7}");
  }
}
