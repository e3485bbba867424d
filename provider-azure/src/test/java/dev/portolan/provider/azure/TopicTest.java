package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.plane.InstantPlane;
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

/**
 * Topics: found or made, and for each function a subscription of its own with the right to take
 * from it.
 */
class TopicTest {
  private static final String RECEIVER = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
  private static final String BUS =
      "/subscriptions/"
          + AzureCloud.SUBSCRIPTION
          + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus";

  private static final String VERSION = "2021-11-01";

  private static final Trigger ORDERS =
      new Trigger.Topic("orders", List.of("com.acme.order.placed"));
  private static final Trigger RETURNS = new Trigger.Topic("returns", List.of());
  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
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

  /** Each with its topic and what its name begins with: the rest is a digest. */
  private List<String> subscriptions() {
    return scene
        .all("busSubscriptions")
        .map(each -> shown(each.path("id").asText()))
        .sorted()
        .toList();
  }

  private List<String> rights() {
    return scene
        .all("roleAssignments")
        .map(role -> role.path("properties"))
        .filter(role -> role.path("roleDefinitionId").asText().endsWith(RECEIVER))
        .map(role -> shown(role.path("scope").asText()))
        .sorted()
        .toList();
  }

  private static String shown(String id) {
    return id.replaceFirst(".*/namespaces/", "").replaceFirst("-[0-9a-f]{20}$", "-*");
  }

  private List<String> memory() {
    return scene.tags("portolan-topic-");
  }

  private String subscription() {
    return scene.all("busSubscriptions").findFirst().orElseThrow().path("id").asText();
  }

  private static String own(String topic) {
    return "sandbox-bus/topics/" + topic + "/subscriptions/shop-test-greeter-*";
  }

  @Test
  @DisplayName("The site is told of it without a key, and may take from its own and no other")
  void subscribed() {
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(ORDERS));
    assertEquals(List.of(own("orders")), subscriptions());
    assertEquals(List.of(own("orders")), rights());
    assertEquals(List.of("messaging/sandbox-bus/orders"), memory());
    JsonNode settings = scene.site();
    assertEquals("orders", settings.path("PORTOLAN_TOPIC_NAME").asText());
    assertTrue(
        subscription().endsWith("/" + settings.path("PORTOLAN_TOPIC_SUBSCRIPTION").asText()));
    assertEquals(
        "sandbox-bus.servicebus.windows.net",
        settings.path("PORTOLAN_TOPIC__fullyQualifiedNamespace").asText());
    assertEquals("managedidentity", settings.path("PORTOLAN_TOPIC__credential").asText());
    assertEquals(
        settings.path("AzureWebJobsStorage__clientId").asText(),
        settings.path("PORTOLAN_TOPIC__clientId").asText());
    assertFalse(settings.has("PORTOLAN_TOPIC"), "that would be a key");
    assertFalse(settings.has("PORTOLAN_NAMES"), settings::toString);
    scene.cloud().forgetCalls();
    Runs.verified(scene.deploy(ORDERS));
    assertTrue(scene.cloud().calls().stream().noneMatch(call -> call.mutates()));
    assertTrue(scene.cloud().calls().size() <= 17, scene.cloud().calls()::toString);
    Runs.verified(scene.deploy(RETURNS));
    assertEquals(List.of(own("returns")), subscriptions());
    assertEquals(List.of(own("returns")), rights());
    assertEquals(List.of("messaging/sandbox-bus/returns"), memory());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), subscriptions());
    assertEquals(List.of(), rights());
    assertEquals(List.of(), memory());
    assertFalse(scene.site().toString().contains("PORTOLAN_TOPIC"), scene.site()::toString);
    Runs.verified(scene.deploy(ORDERS));
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("Two functions have a subscription each; a third one's is its owner's")
  void shared() throws Exception {
    scene.send("PUT", BUS + "/topics/orders/subscriptions/theirs", VERSION, "{\"properties\":{}}");
    Runs.verified(scene.deploy(scene.function("greeter", ORDERS), scene.function("waver", ORDERS)));
    String topic = "sandbox-bus/topics/orders/subscriptions/";
    assertEquals(
        List.of(topic + "shop-test-greeter-*", topic + "shop-test-waver-*", topic + "theirs"),
        subscriptions());
    Runs.verified(
        scene.deploy(scene.function("greeter", NIGHTLY), scene.function("waver", ORDERS)));
    assertEquals(List.of(topic + "shop-test-waver-*", topic + "theirs"), subscriptions());
    Runs.verified(scene.runs().destroy());
    assertEquals(List.of(topic + "theirs"), subscriptions());
  }

  @Test
  @DisplayName("A function may take from a queue and a topic, each in a namespace of its own")
  void both() {
    scene.settings(Map.of("names.to-pack", "other-bus/to-pack"));
    scene.cloud().azure().keepNamespace("other-bus", "Basic");
    Runs.verified(scene.deploy(ORDERS, PACK));
    assertEquals(List.of("other-bus/queues/to-pack", own("orders")), rights());
    JsonNode settings = scene.site();
    assertEquals(
        "other-bus.servicebus.windows.net",
        settings.path("PORTOLAN_QUEUE__fullyQualifiedNamespace").asText());
    assertEquals(
        "sandbox-bus.servicebus.windows.net",
        settings.path("PORTOLAN_TOPIC__fullyQualifiedNamespace").asText());
    assertTrue(scene.runs().plan(scene.with(scene.function("greeter", ORDERS, PACK))).isEmpty());
    Runs.verified(scene.deploy(PACK));
    assertEquals(List.of("other-bus/queues/to-pack"), rights());
    assertEquals(List.of(), subscriptions());
  }

  @Test
  @DisplayName("One that is missing is refused while planning, with where it was looked for")
  void missing() {
    scene.settings(Map.of("createTopics", "false", "names.orders", "orders-prod"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(ORDERS));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "topic orders-prod: there is none in Service Bus namespace sandbox-bus of resource"
                    + " group messaging"),
        error.getMessage());
    assertTrue(
        error.hint().contains("az servicebus topic create --name orders-prod"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.names.orders"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.createTopics=true"), error.hint());
    assertTrue(scene.cloud().calls().stream().noneMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("It is made where a setting says so, once, and stays when all else goes")
  void made() {
    scene.settings(Map.of("names.orders", "orders-prod"));
    Runs.verified(scene.deploy(scene.function("greeter", ORDERS), scene.function("waver", ORDERS)));
    assertEquals(1, operations("Topics_CreateOrUpdate"), scene.cloud().calls()::toString);
    assertEquals("orders=orders-prod", scene.site().path("PORTOLAN_NAMES").asText());
    assertTrue(
        scene
            .runs()
            .plan(scene.with(scene.function("greeter", ORDERS), scene.function("waver", ORDERS)))
            .isEmpty());
    Runs.verified(scene.runs().destroy());
    assertTrue(scene.cloud().state().contains("topics/orders-prod"), scene.cloud().state());
    assertEquals(List.of(), subscriptions());
  }

  private long operations(String operation) {
    return scene.cloud().calls().stream()
        .filter(call -> call.toString().contains(operation))
        .count();
  }

  @Test
  @DisplayName("One whose name a queue has is refused while planning, and a queue likewise")
  void taken() {
    scene.settings(Map.of("names.orders", "held"));
    scene.cloud().azure().keepQueue("held", 10, false);
    taken(ORDERS, "queue");
    scene.settings(Map.of("names.to-pack", "held"));
    scene.cloud().azure().keepTopic("held", "Active");
    taken(PACK, "topic");
  }

  private void taken(Trigger trigger, String kind) {
    DeployException error = scene.deploy(trigger).error().orElseThrow();
    assertEquals(Kind.INVALID_CONFIGURATION, error.kind(), error::getMessage);
    assertTrue(
        error.getMessage().contains("sandbox-bus has a " + kind + " of that name"),
        error.getMessage());
    assertTrue(error.hint().contains("portolan.azure.names."), error.hint());
    assertTrue(scene.cloud().calls().stream().noneMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("A namespace of the tier Basic has none, and this is told with what mends it")
  void basic() {
    scene.settings(Map.of("names.orders", "plain-bus/orders"));
    scene.cloud().azure().keepNamespace("plain-bus", "Basic");
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(ORDERS));
    assertTrue(error.getMessage().contains("plain-bus is of the tier Basic"), error.getMessage());
    assertTrue(
        error.hint().contains("az servicebus namespace update --sku Standard --name plain-bus"),
        error.hint());
    scene.settings(Map.of("names.orders", "acme-bus/orders"));
    DeployException nowhere =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(ORDERS));
    assertTrue(nowhere.getMessage().contains("no Service Bus namespace acme-bus"));
  }

  @ParameterizedTest(name = "One that is {0} is refused")
  @ValueSource(strings = {"Disabled", "SendDisabled"})
  void closed(String status) {
    scene.cloud().azure().keepTopic("orders", status);
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(ORDERS));
    assertTrue(
        error.getMessage().contains("topic orders: is " + status + ", and takes no event"),
        error.getMessage());
    assertTrue(error.hint().contains("az servicebus topic update --status Active"), error.hint());
  }

  @ParameterizedTest(name = "A subscription of its own with {0} is refused: {1}")
  @CsvSource({
    "'\"requiresSession\":true', by sessions",
    "'\"forwardTo\":\"to-ship\"', hands all its messages on to to-ship",
    "'\"status\":\"Disabled\"', is Disabled",
    "'\"status\":\"ReceiveDisabled\"', is ReceiveDisabled",
  })
  void unheard(String property, String told) throws Exception {
    Runs.verified(scene.deploy(ORDERS));
    String own = subscription();
    scene.send("DELETE", own, VERSION, "");
    scene.send("PUT", own, VERSION, "{\"properties\":{" + property + "}}");
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(ORDERS));
    assertTrue(error.getMessage().contains(told), error.getMessage());
    assertTrue(
        error.hint().contains("az servicebus topic subscription delete --name shop-test-greeter-"),
        error.hint());
  }

  @Test
  @DisplayName("What somebody says of a subscription that is there already stays said")
  void adopted() throws Exception {
    Runs.verified(scene.deploy(ORDERS));
    scene.send("PUT", subscription(), VERSION, "{\"properties\":{\"maxDeliveryCount\":3}}");
    Runs.verified(scene.deploy(ORDERS));
    assertTrue(scene.cloud().state().contains("maxDeliveryCount = 3"), scene.cloud().state());
    scene.send("DELETE", subscription(), VERSION, "");
    Runs.verified(scene.deploy(ORDERS));
    assertEquals(List.of(own("orders")), subscriptions());
    assertEquals(List.of(own("orders")), rights());
  }

  @Test
  @DisplayName("The subscription and the right come back with a release of before")
  void rolledBack() {
    Runs.verified(scene.deploy(ORDERS));
    Runs.verified(scene.deploy(RETURNS));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of(own("orders")), subscriptions());
    assertEquals(List.of(own("orders")), rights());
    assertEquals(List.of("messaging/sandbox-bus/orders"), memory());
    assertEquals("orders", scene.site().path("PORTOLAN_TOPIC_NAME").asText());
    assertTrue(scene.runs().plan(scene.with(scene.function("greeter", ORDERS))).isEmpty());
  }

  @Test
  @DisplayName("Both go with a rollback to a release that takes from no topic")
  void rolledBackFrom() {
    Runs.verified(scene.deploy(NIGHTLY));
    Runs.verified(scene.deploy(ORDERS));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of(), subscriptions());
    assertEquals(List.of(), rights());
    assertEquals(List.of(), memory());
  }

  @Test
  @DisplayName("One that a killed run has made goes with the removal, though nothing tells of it")
  void killedAtFirst() {
    String empty = scene.cloud().state();
    scene.kill(FaultPoint.Phase.AFTER_COMMIT, "Subscriptions_CreateOrUpdate");
    assertThrows(CallerKilledError.class, () -> scene.deploy(ORDERS));
    scene.cloud().azure().faults().revive();
    assertEquals(List.of(own("orders")), subscriptions());
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("One that a killed run has not deleted any more goes with the next")
  void killedAtLast() {
    Runs.verified(scene.deploy(ORDERS));
    scene.kill(FaultPoint.Phase.BEFORE_SEND, "Subscriptions_Delete");
    assertThrows(CallerKilledError.class, () -> scene.deploy(NIGHTLY));
    scene.cloud().azure().faults().revive();
    assertEquals(List.of(own("orders")), subscriptions());
    assertEquals(
        List.of("greeter/subscriptions"),
        scene.runs().plan(scene.with(scene.function("greeter", NIGHTLY))).steps().stream()
            .map(each -> each.id())
            .toList());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), subscriptions());
    assertEquals(List.of(), memory());
  }

  @Test
  @DisplayName("One for a release that does not answer goes with the next deployment")
  void takenBack() {
    scene.running(
        world ->
            InstantPlane.running()
                .answering(
                    (plan, request) ->
                        plan.environment().getOrDefault("PORTOLAN_TOPIC_NAME", "").equals("returns")
                            ? WireResponse.of(500, "text/plain", "no")
                            : Fronts.answer(plan, request)));
    Runs.verified(scene.deploy(ORDERS));
    Outcome failed = scene.deploy(RETURNS);
    assertEquals(ExitCode.FAILED_PART_WAY, failed.exitCode());
    assertEquals("orders", scene.site().path("PORTOLAN_TOPIC_NAME").asText());
    assertEquals(List.of(own("orders"), own("returns")), subscriptions());
    Runs.verified(scene.deploy(ORDERS));
    assertEquals(List.of(own("orders")), subscriptions());
    assertEquals(List.of(own("orders")), rights());
  }

  @Test
  @DisplayName("Where the identity that remembered it is gone, the site's settings still tell")
  void identityGone() {
    Runs.verified(scene.deploy(ORDERS));
    new Stranger(scene.cloud()).deleteIdentity(SampleProject.OWNER, "greeter");
    Runs.verified(scene.deploy(ORDERS));
    assertEquals(List.of(own("orders")), subscriptions());
    assertEquals(List.of("messaging/sandbox-bus/orders"), memory());
    new Stranger(scene.cloud()).deleteIdentity(SampleProject.OWNER, "greeter");
    Runs.verified(scene.runs().destroy());
    assertEquals(List.of(), subscriptions());
  }

  @Test
  @DisplayName("A topic that somebody has deleted keeps nothing from being removed")
  void topicGone() throws Exception {
    Runs.verified(scene.deploy(ORDERS));
    scene.send("DELETE", BUS + "/topics/orders", VERSION, "");
    Runs.verified(scene.runs().destroy());
    assertEquals(0, scene.all("identities").count());
  }

  @Test
  @DisplayName("Whoever may not subscribe, or end that, is told before any change")
  void forbidden() {
    Runs.verified(scene.deploy(NIGHTLY));
    String write = "Microsoft.ServiceBus/namespaces/topics/subscriptions/write";
    scene.cloud().azure().whims().forbid(write);
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(ORDERS));
    assertTrue(error.getMessage().contains("subscribes to the topic"), error.getMessage());
    scene.cloud().azure().whims().allow();
    scene.cloud().azure().whims().forbid("Microsoft.ServiceBus/namespaces/topics/write");
    Trigger other = new Trigger.Topic("other", List.of());
    DeployException made =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(other));
    assertTrue(made.getMessage().contains("the topic is made"), made.getMessage());
    scene.cloud().azure().whims().allow();
    Runs.verified(scene.deploy(ORDERS));
    scene
        .cloud()
        .azure()
        .whims()
        .forbid("Microsoft.ServiceBus/namespaces/topics/subscriptions/delete");
    DeployException kept =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(NIGHTLY));
    assertTrue(kept.getMessage().contains("that no function takes from"), kept.getMessage());
    Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.runs().destroy());
    assertEquals(List.of(own("orders")), subscriptions());
  }
}
