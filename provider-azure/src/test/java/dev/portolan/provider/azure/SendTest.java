package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.sandbox.azure.AzureCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues that functions send to: found or made, and the right to each given and taken away. */
class SendTest {
  private static final String RECEIVER = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
  private static final String SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");
  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
  private static final String TO_PACK =
      "/subscriptions/"
          + AzureCloud.SUBSCRIPTION
          + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus"
          + "/queues/to-pack";

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

  private List<String> rights(String role) {
    return scene
        .all("roleAssignments")
        .map(each -> each.path("properties"))
        .filter(each -> each.path("roleDefinitionId").asText().endsWith(role))
        .map(each -> each.path("scope").asText().replaceFirst(".*/namespaces/", ""))
        .sorted()
        .toList();
  }

  private FunctionSpec sending(FunctionSpec function, String... queues) {
    return function.withUses(Stream.of(queues).map(each -> new Use(Use.Kind.SEND, each)).toList());
  }

  @Test
  @DisplayName("It is told where the queue is, and may send to it and to no other")
  void granted() {
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(sending(scene.function("greeter", NIGHTLY), "to-pack")));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights(SENDER));
    assertEquals(List.of(), rights(RECEIVER));
    assertEquals(
        "https://sandbox-bus.servicebus.windows.net/to-pack",
        scene.site().path("PORTOLAN_USE_QUEUE_TO_PACK").asText());
    Runs.verified(scene.deploy(sending(scene.function("greeter", NIGHTLY), "to-ship")));
    assertEquals(List.of("sandbox-bus/queues/to-ship"), rights(SENDER));
    Runs.verified(scene.deploy(scene.function("greeter", NIGHTLY)));
    assertEquals(List.of(), rights(SENDER));
    assertFalse(scene.site().toString().contains("to-ship"), scene.site()::toString);
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("Who takes from a queue and sends to it has both rights, and keeps the one it needs")
  void both() {
    Runs.verified(scene.deploy(sending(scene.function("greeter", PACK), "to-pack", "to-ship")));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights(RECEIVER));
    assertEquals(
        List.of("sandbox-bus/queues/to-pack", "sandbox-bus/queues/to-ship"), rights(SENDER));
    Runs.verified(scene.deploy(sending(scene.function("greeter", NIGHTLY), "to-pack")));
    assertEquals(List.of(), rights(RECEIVER));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights(SENDER));
  }

  @Test
  @DisplayName("One that is missing is refused while planning, or made where a setting says so")
  void missing() {
    scene.settings(Map.of("createQueues", "false", "names.to-pack", "to-wrap"));
    DeployException error =
        Runs.failed(
            ExitCode.FAILED_UNCHANGED,
            Kind.NOT_FOUND,
            scene.deploy(sending(scene.function("greeter", NIGHTLY), "to-pack")));
    assertTrue(error.getMessage().contains("queue to-wrap: there is none"), error.getMessage());
    assertFalse(scene.mutated());
    scene.settings(Map.of("names.to-pack", "to-wrap"));
    Runs.verified(scene.deploy(sending(scene.function("greeter", NIGHTLY), "to-pack")));
    assertEquals(List.of("sandbox-bus/queues/to-wrap"), rights(SENDER));
  }

  @Test
  @DisplayName("One that takes no message is refused; one with sessions takes them")
  void closed() throws Exception {
    scene.send("PUT", TO_PACK, "2021-11-01", "{\"properties\":{\"status\":\"SendDisabled\"}}");
    scene.cloud().forgetCalls();
    FunctionSpec sending = sending(scene.function("greeter", NIGHTLY), "to-pack");
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(sending));
    assertTrue(
        error.getMessage().contains("queue to-pack: is SendDisabled, and takes no message"),
        error.getMessage());
    scene.cloud().azure().keepQueue("with-sessions", 10, true);
    Runs.verified(scene.deploy(sending(scene.function("greeter", NIGHTLY), "with-sessions")));
  }
}
