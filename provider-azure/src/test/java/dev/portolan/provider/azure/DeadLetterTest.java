package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint;
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
  @DisplayName("Where somebody else has it lead what fails stays, with a note, until one is asked")
  void foreign() throws Exception {
    Runs.verified(scene.deploy(scene.function("greeter", ORDERS)));
    scene.cloud().azure().keepQueue("theirs", 10, false);
    String theirs = "{\"properties\":{\"forwardDeadLetteredMessagesTo\":\"theirs\"}}";
    scene.send("PUT", subscription(), "2021-11-01", theirs);
    Outcome outcome = scene.deploy(scene.function("greeter", ORDERS));
    Runs.verified(outcome);
    assertEquals("theirs", said("forwardDeadLetteredMessagesTo"));
    assertTrue(
        outcome.plan().orElseThrow().notes().stream()
            .anyMatch(note -> note.contains("leads what fails to theirs")),
        outcome::toString);
    Runs.verified(scene.deploy(keeping("refused")));
    assertEquals("refused", said("forwardDeadLetteredMessagesTo"));
    scene.send("PUT", subscription(), "2021-11-01", theirs);
    Runs.verified(scene.deploy(scene.function("greeter", ORDERS)));
    assertEquals("theirs", said("forwardDeadLetteredMessagesTo"));
  }

  @Test
  @DisplayName("A subscription that goes while it is changed is told, and not made with less")
  void gone() throws Exception {
    Runs.verified(scene.deploy(keeping("refused")));
    String id = subscription();
    scene.at(
        FaultPoint.Phase.AFTER_COMMIT,
        "Subscriptions_Get",
        Fault.stranger(() -> assertDoesNotThrow(() -> scene.send("DELETE", id, "2021-11-01", ""))));
    DeployException error = scene.deploy(keeping("returned")).error().orElseThrow();
    assertTrue(error.getMessage().contains("is gone"), error.getMessage());
    assertEquals(0, scene.all("busSubscriptions").count());
    Runs.verified(scene.deploy(keeping("returned")));
    assertEquals("returned", said("forwardDeadLetteredMessagesTo"));
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
    assertTrue(
        error.getMessage().contains("again, by way of sandbox-bus/to-pack"), error.getMessage());
    scene.settings(Map.of("names.alarms", "Refused"));
    outcome =
        scene.deploy(
            scene.function("greeter", new Trigger.Queue("orders", 10)).withDeadLetter("refused"),
            scene.function("waver", new Trigger.Queue("alarms", 10)).withDeadLetter("orders"));
    error = Runs.failed(ExitCode.REFUSED, Kind.INVALID_CONFIGURATION, outcome);
    assertTrue(
        error
            .getMessage()
            .contains("greeter.deadLetter: what the function refuses comes to it again"),
        error.getMessage());
    assertTrue(error.getMessage().contains("waver.deadLetter"), error.getMessage());
    assertFalse(scene.mutated());
  }
}
