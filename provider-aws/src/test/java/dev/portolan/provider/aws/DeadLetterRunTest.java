package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a function that is packed, deployed and run in Lambda's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class DeadLetterRunTest {
  /** Refuses what says so, and breaks with all else. */
  public static final class Picky implements PortableFunction<Event<String>, Void> {
    @Override
    public Void handle(Event<String> event, Context context) {
      if (event.data().equals("refuse")) {
        throw new Reject("as it says");
      }
      throw new IllegalStateException("not today");
    }
  }

  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of("com.acme.placed"));

  @TempDir private Path directory;
  private RunScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new RunScene(directory, ORDERS, Map.of());
    scene.deploy(Picky.class, "dev.portolan.Event<java.lang.String>");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Happening.Result happens(String data) throws Exception {
    return scene.happens("orders", "", data);
  }

  @Test
  void whatItRejectsIsKeptAsTheEventThatItWas() throws Exception {
    Happening.Result result = happens("\"refuse\"");
    assertTrue(result.handled(), scene.told(result));
    assertTrue(
        result.told().get(0).endsWith(": refused, and went to queue refused"),
        result.told()::toString);
    JsonNode event = scene.kept();
    assertEquals("1.0", event.path("specversion").asText(), event.toString());
    assertEquals("com.acme.placed", event.path("type").asText(), event.toString());
    assertTrue(event.has("id") && event.has("source"), event.toString());
  }

  @Test
  void whatFailsThreeTimesIsKeptAsLambdasRecordOfIt() throws Exception {
    Happening.Result result = happens("\"break\"");
    assertFalse(result.handled());
    JsonNode record = scene.kept();
    assertEquals("RetriesExhausted", record.at("/requestContext/condition").asText());
    assertEquals(3, record.at("/requestContext/approximateInvokeCount").asInt());
    JsonNode message = record.at("/requestPayload/Records/0/Sns");
    assertEquals("\"break\"", message.path("Message").asText(), record.toString());
  }
}
