package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a function's subscription, whoever changes or deletes what knows it. */
class TopicMemoryTest {
  private static final String BUS =
      "/subscriptions/"
          + AzureCloud.SUBSCRIPTION
          + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus";

  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of());
  private static final Trigger RETURNS = new Trigger.Topic("returns", List.of());
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");

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

  private List<String> subscriptions() {
    return scene
        .all("busSubscriptions")
        .map(each -> each.path("id").asText())
        .map(id -> id.replaceFirst(".*/topics/", "").replaceFirst("-[0-9a-f]{20}$", "-*"))
        .sorted()
        .toList();
  }

  private static String own(String topic) {
    return topic + "/subscriptions/shop-test-greeter-*";
  }

  private void send(String method, String path, String body) throws Exception {
    scene.send(method, path, "2021-11-01", body);
  }

  private void identityGone() {
    new Stranger(scene.cloud()).deleteIdentity(SampleProject.OWNER, "greeter");
  }

  private void takesBy(String id) {
    new Stranger(scene.cloud()).setting(SampleProject.OWNER, "PORTOLAN_TOPIC_ID", id);
  }

  @ParameterizedTest(name = "Of a site that somebody has told {0}, nothing but its own is deleted")
  @ValueSource(
      strings = {
        BUS + "/topics/orders/subscriptions/theirs",
        BUS + "/queues/to-pack",
        BUS + "/topics/orders",
        "/topics/orders/subscriptions/x",
        "nothing",
        ""
      })
  void theirs(String id) throws Exception {
    send("PUT", BUS + "/topics/orders/subscriptions/theirs", "{\"properties\":{}}");
    send("PUT", BUS + "/queues/to-pack", "{\"properties\":{}}");
    Runs.verified(scene.deploy(ORDERS));
    takesBy(id);
    Plan plan = scene.plan(NIGHTLY);
    assertTrue(
        plan.notes().stream().anyMatch(note -> note.contains("PORTOLAN_TOPIC_ID names " + id)),
        plan.notes()::toString);
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of("orders/subscriptions/theirs"), subscriptions());
    assertTrue(scene.all("queues").anyMatch(each -> each.path("name").asText().equals("to-pack")));
    Runs.verified(scene.deploy(ORDERS));
    takesBy(id);
    identityGone();
    Runs.verified(scene.runs().destroy());
    assertTrue(subscriptions().contains("orders/subscriptions/theirs"));
    assertTrue(scene.all("queues").anyMatch(each -> each.path("name").asText().equals("to-pack")));
  }

  @Test
  @DisplayName("A new identity remembers what the site's settings told, should the run die then")
  void madeAnew() {
    Runs.verified(scene.deploy(ORDERS));
    identityGone();
    scene.kill(FaultPoint.Phase.BEFORE_SEND, "Subscriptions_Delete");
    assertThrows(CallerKilledError.class, () -> scene.deploy(RETURNS));
    scene.cloud().azure().faults().revive();
    assertEquals(List.of(own("orders"), own("returns")), subscriptions());
    Runs.verified(scene.deploy(RETURNS));
    assertEquals(List.of(own("returns")), subscriptions());
  }

  @Test
  @DisplayName("An identity whose tags somebody took away is told again before the site changes")
  void untagged() {
    Runs.verified(scene.deploy(ORDERS));
    new Stranger(scene.cloud()).untag(SampleProject.OWNER, "greeter", "portolan-topic-");
    scene.kill(FaultPoint.Phase.BEFORE_SEND, "Subscriptions_Delete");
    assertThrows(CallerKilledError.class, () -> scene.deploy(NIGHTLY));
    scene.cloud().azure().faults().revive();
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), subscriptions());
    assertTrue(scene.plan(NIGHTLY).isEmpty());
  }

  @Test
  @DisplayName("Where the site alone tells of a subscription, the site goes after it")
  void siteAlone() {
    Runs.verified(scene.deploy(ORDERS));
    identityGone();
    scene.kill(FaultPoint.Phase.BEFORE_SEND, "Subscriptions_Delete");
    assertThrows(CallerKilledError.class, () -> scene.runs().destroy());
    scene.cloud().azure().faults().revive();
    assertEquals(1, scene.all("sites").count());
    Runs.verified(scene.runs().destroy());
    assertEquals(List.of(), subscriptions());
    assertEquals(0, scene.all("sites").count());
  }

  @Test
  @DisplayName("A rollback is refused whose function has no identity any more")
  void noIdentity() {
    Runs.verified(scene.deploy(ORDERS));
    Runs.verified(scene.deploy(RETURNS));
    identityGone();
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.runs().rollback());
    assertTrue(error.getMessage().contains("is gone, whom greeter acts as"), error.getMessage());
    assertTrue(error.hint().startsWith("deploy the function"), error.hint());
    assertEquals(List.of(own("returns")), subscriptions());
  }

  @Test
  @DisplayName("Each identity of a function forgets what is gone, so that the next plan is empty")
  void forgotten() {
    Runs.verified(scene.deploy(ORDERS));
    new Stranger(scene.cloud()).twin(SampleProject.OWNER, "greeter", "left-over");
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), subscriptions());
    assertTrue(scene.plan(NIGHTLY).isEmpty(), scene.plan(NIGHTLY)::toString);
    assertFalse(scene.cloud().state().contains("portolan-topic-"), scene.cloud().state());
  }

  private static Step step(Plan plan, String part) {
    return plan.steps().stream()
        .filter(each -> each.id().contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError(plan.steps().toString()));
  }

  @Test
  @DisplayName("A role at a topic waits for who makes the topic, and is not called its own")
  void roleAtTopic() {
    scene.settings(Map.of("names.orders", "orders-prod"));
    String sender = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
    String receiver = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
    String topic = BUS + "/topics/orders-prod";
    FunctionSpec waver =
        scene
            .function("waver", NIGHTLY)
            .withSettings(Map.of("roles", sender + "@" + topic + "," + receiver + "@" + topic));
    Plan plan = scene.runs().plan(scene.with(scene.function("greeter", ORDERS), waver));
    String made = step(plan, "topic:orders-prod-").id();
    for (String role : List.of(sender, receiver)) {
      Step granted = step(plan, role + ":orders-prod-");
      assertTrue(granted.after().contains(made), granted::toString);
      assertEquals("asked for by its setting roles", granted.why());
    }
  }

  @ParameterizedTest(name = "A rollback to a topic {0} is refused: {2}")
  @CsvSource({
    "that is gone, '', 'the release takes from it'",
    "that is Disabled, /topics/orders|\"status\":\"Disabled\", 'is Disabled, and takes no event'",
    "with sessions, own|\"requiresSession\":true, by sessions",
    "that forwards, own|\"forwardTo\":\"to-ship\", on to to-ship",
  })
  void unheard(String what, String change, String told) throws Exception {
    Runs.verified(scene.deploy(ORDERS));
    String own = scene.all("busSubscriptions").findFirst().orElseThrow().path("id").asText();
    Runs.verified(scene.deploy(RETURNS));
    if (change.isEmpty()) {
      send("DELETE", BUS + "/topics/orders", "");
    } else {
      String[] parts = change.split("\\|");
      String path = parts[0].equals("own") ? own : BUS + parts[0];
      send("PUT", path, "{\"properties\":{" + parts[1] + "}}");
    }
    Outcome refused = scene.runs().rollback();
    DeployException error = refused.error().orElseThrow();
    assertTrue(error.getMessage().contains(told), error.getMessage());
    assertTrue(subscriptions().contains(own("returns")));
  }

  @Test
  @DisplayName("Who may not subscribe, or end that, is told before a rollback changes anything")
  void forbidden() {
    Runs.verified(scene.deploy(ORDERS));
    Runs.verified(scene.deploy(RETURNS));
    for (String action : List.of("write", "delete")) {
      scene
          .cloud()
          .azure()
          .whims()
          .forbid("Microsoft.ServiceBus/namespaces/topics/subscriptions/" + action);
      scene.cloud().forgetCalls();
      Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.runs().rollback());
      assertTrue(scene.cloud().calls().stream().noneMatch(call -> call.mutates()));
      scene.cloud().azure().whims().allow();
    }
  }
}
