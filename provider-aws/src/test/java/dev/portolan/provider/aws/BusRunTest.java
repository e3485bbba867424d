package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Events of a bus that reach a function in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class BusRunTest {
  /** Refuses what has no id, breaks with what it does not know, and takes the rest. */
  public static final class Clerk implements PortableFunction<Event<Map<String, String>>, Void> {
    @Override
    public Void handle(Event<Map<String, String>> event, Context context) {
      if (!event.type().equals("com.acme.placed")) {
        throw new IllegalStateException("a type it did not ask for: " + event.type());
      }
      if (!event.data().containsKey("id")) {
        throw new Reject("no id");
      }
      return null;
    }
  }

  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of("com.acme.placed"));

  @TempDir private Path directory;

  @Test
  void whatIsFiredIsTakenAndWhatIsRefusedIsKept() throws Exception {
    String bus = BusCloud.arn("shop");
    try (RunScene scene = new RunScene(directory, ORDERS, Map.of("names.orders", bus))) {
      scene.deploy(
          Clerk.class, "dev.portolan.Event<java.util.Map<java.lang.String,java.lang.String>>");
      Happening.Result taken = scene.happens(bus, "", "{\"id\":\"7\"}");
      assertTrue(taken.handled(), scene.told(taken));
      Happening.Result refused = scene.happens(bus, "", "{}");
      assertTrue(refused.handled(), scene.told(refused));
      assertTrue(refused.told().get(0).endsWith("queue refused"), refused.told()::toString);
      JsonNode event = scene.kept();
      assertEquals("com.acme.placed", event.path("type").asText(), event.toString());
      assertEquals("urn:aws:events:portolan.fire", event.path("source").asText());
      DeployException told =
          assertThrows(DeployException.class, () -> scene.happens(bus, "", "\"text\""));
      assertFalse(told.hint().isEmpty());
    }
  }
}
