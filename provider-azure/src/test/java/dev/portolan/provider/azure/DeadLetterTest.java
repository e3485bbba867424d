package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where dead letters go: what the function is told, may, and what its subscription does. */
class DeadLetterTest {
  private static final String SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of());

  @TempDir private Path work;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private FunctionSpec keeping(String queue) {
    return scene.function("greeter", ORDERS).withDeadLetter(queue);
  }

  private List<String> rights() {
    return scene
        .all("roleAssignments")
        .map(each -> each.path("properties"))
        .filter(each -> each.path("roleDefinitionId").asText().endsWith(SENDER))
        .map(each -> each.path("scope").asText().replaceFirst(".*/namespaces/", ""))
        .sorted()
        .toList();
  }

  private String subscription() {
    return scene.all("busSubscriptions").findFirst().orElseThrow().path("id").asText();
  }

  private String said(String property) {
    return scene
        .all("busSubscriptions")
        .findFirst()
        .orElseThrow()
        .path("properties")
        .path(property)
        .asText();
  }

  @Test
  @DisplayName("The function may send there, and its subscription leads there what it fails")
  void led() throws Exception {
    Runs.verified(scene.deploy(keeping("refused")));
    assertEquals(List.of("sandbox-bus/queues/refused"), rights());
    assertEquals(
        "https://sandbox-bus.servicebus.windows.net/refused",
        scene.site().path("PORTOLAN_DEAD_LETTER").asText());
    assertEquals("refused", said("forwardDeadLetteredMessagesTo"));
    scene.send(
        "PUT",
        subscription(),
        "2021-11-01",
        "{\"properties\":{\"maxDeliveryCount\":3,\"lockDuration\":\"PT2M\"}}");
    Runs.verified(scene.deploy(keeping("refused")));
    assertEquals("refused", said("forwardDeadLetteredMessagesTo"), "what somebody took back");
    assertEquals("3", said("maxDeliveryCount"), "what somebody said stays said");
    Runs.verified(scene.deploy(keeping("returned")));
    assertEquals("returned", said("forwardDeadLetteredMessagesTo"));
    assertEquals("PT2M", said("lockDuration"));
    assertEquals(List.of("sandbox-bus/queues/returned"), rights());
    Runs.verified(scene.deploy(scene.function("greeter", ORDERS)));
    assertEquals("", said("forwardDeadLetteredMessagesTo"));
    assertEquals("3", said("maxDeliveryCount"));
    assertEquals(List.of(), rights());
  }

  @Test
  @DisplayName("What Service Bus cannot move is refused: elsewhere, into sessions, or nowhere")
  void refused() {
    scene.settings(Map.of("names.refused", "another-bus/refused"));
    Outcome elsewhere = scene.deploy(keeping("refused"));
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.INVALID_CONFIGURATION, elsewhere);
    assertTrue(error.getMessage().contains("within sandbox-bus alone"), error.getMessage());
    scene.settings(Map.of());
    scene.cloud().azure().keepQueue("with-sessions", 10, true);
    error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(keeping("with-sessions")));
    assertTrue(error.getMessage().contains("has sessions"), error.getMessage());
    scene.settings(Map.of("createQueues", "false"));
    error =
        Runs.failed(
            ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(keeping("no-such-queue")));
    assertTrue(error.getMessage().contains("queue no-such-queue"), error.getMessage());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("Two words that are one queue here do not hide that dead letters come back")
  void comesBack() {
    scene.settings(Map.of("names.refused", "to-pack"));
    Outcome outcome =
        scene.deploy(
            scene.function("greeter", new Trigger.Queue("to-pack", 10)).withDeadLetter("refused"));
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.INVALID_CONFIGURATION, outcome);
    assertTrue(error.getMessage().contains("its own dead letters"), error.getMessage());
    assertFalse(scene.mutated());
  }
}
