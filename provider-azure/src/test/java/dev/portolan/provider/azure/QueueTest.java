package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.HttpClient;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.SampleProject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Queues: found or made, and the right to take from each given to the function that asks for it.
 */
class QueueTest {
  private static final String RECEIVER = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
  private static final String BUS =
      "/subscriptions/"
          + AzureCloud.SUBSCRIPTION
          + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus";

  private static final String ASKED = "/to-pack/providers/Microsoft.Authorization/permissions";

  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
  private static final Trigger SHIP = new Trigger.Queue("to-ship", 10);
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

  private List<String> rights() {
    return StreamSupport.stream(
            scene.cloud().azure().state().path("roleAssignments").spliterator(), false)
        .map(role -> role.path("properties"))
        .filter(role -> role.path("roleDefinitionId").asText().endsWith(RECEIVER))
        .map(role -> role.path("scope").asText().replaceFirst(".*/namespaces/", ""))
        .sorted()
        .toList();
  }

  @Test
  @DisplayName("The site is told of it without a key, and may take from it and from no other")
  void granted() {
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(PACK));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights());
    JsonNode settings = scene.site();
    assertEquals("to-pack", settings.path("PORTOLAN_QUEUE_NAME").asText());
    assertEquals(
        "sandbox-bus.servicebus.windows.net",
        settings.path("PORTOLAN_QUEUE__fullyQualifiedNamespace").asText());
    assertEquals("managedidentity", settings.path("PORTOLAN_QUEUE__credential").asText());
    assertEquals(
        settings.path("AzureWebJobsStorage__clientId").asText(),
        settings.path("PORTOLAN_QUEUE__clientId").asText());
    assertFalse(settings.has("PORTOLAN_QUEUE"), "that would be a key");
    scene.cloud().forgetCalls();
    Runs.verified(scene.deploy(PACK));
    assertTrue(scene.cloud().calls().stream().noneMatch(call -> call.mutates()));
    assertTrue(scene.cloud().calls().size() <= 16, scene.cloud().calls()::toString);
    Runs.verified(scene.deploy(SHIP));
    assertEquals(List.of("sandbox-bus/queues/to-ship"), rights());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), rights());
    assertFalse(scene.site().toString().contains("PORTOLAN_QUEUE"), scene.site()::toString);
    Runs.verified(scene.deploy(PACK));
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("Two functions may take from one queue, each with a right of its own")
  void shared() {
    Runs.verified(scene.deploy(scene.function("greeter", PACK), scene.function("waver", PACK)));
    String both = "sandbox-bus/queues/to-pack";
    assertEquals(List.of(both, both), rights());
    Runs.verified(scene.deploy(scene.function("greeter", PACK), scene.function("waver", NIGHTLY)));
    assertEquals(List.of(both), rights());
  }

  @Test
  @DisplayName("One that is missing is refused while planning, with where it was looked for")
  void missing() {
    scene.settings(Map.of("createQueues", "false", "names.to-pack", "to-wrap"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(PACK));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "queue to-wrap: there is none in Service Bus namespace sandbox-bus of resource"
                    + " group messaging"),
        error.getMessage());
    assertTrue(error.hint().contains("az servicebus queue create --name to-wrap"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.names.to-pack"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.createQueues=true"), error.hint());
    assertTrue(scene.cloud().calls().stream().noneMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("It is made where a setting says so, and stays with its messages when all else goes")
  void made() throws Exception {
    scene.settings(Map.of("names.to-pack", "to-wrap"));
    Runs.verified(scene.deploy(PACK));
    assertEquals(List.of("sandbox-bus/queues/to-wrap"), rights());
    assertTrue(scene.runs().plan(scene.with(scene.function("greeter", PACK))).isEmpty());
    Happening message =
        new Happening(SampleProject.OWNER, "greeter", PACK, "to-wrap", "", new byte[] {1});
    Happening.Result result = scene.cloud().azure().fire(message);
    assertEquals(List.of("run_greeter_queue: is not running"), result.told(), "nothing runs here");
    assertFalse(result.handled());
    Runs.verified(scene.runs().destroy());
    assertTrue(scene.cloud().state().contains("queues/to-wrap"), scene.cloud().state());
    assertEquals(1, scene.cloud().azure().state().path("messages").size(), "it waits for the next");
    assertEquals(List.of(), rights());
  }

  @Test
  @DisplayName("It is made once, whatever words it goes by")
  void once() {
    scene.settings(Map.of("names.to-pack", "to-wrap", "names.to-ship", "sandbox-bus/to-wrap"));
    Runs.verified(scene.deploy(scene.function("greeter", PACK), scene.function("waver", SHIP)));
    assertEquals(
        1,
        scene.cloud().calls().stream()
            .filter(call -> call.toString().contains("Queues_CreateOrUpdate"))
            .count(),
        scene.cloud().calls()::toString);
    String wrap = "sandbox-bus/queues/to-wrap";
    assertEquals(List.of(wrap, wrap), rights());
  }

  @Test
  @DisplayName("One that somebody makes between the plan and its step stays as they made it")
  void madeMeanwhile() {
    scene.settings(Map.of("names.to-pack", "to-wrap"));
    scene
        .cloud()
        .azure()
        .faults()
        .when(
            point ->
                point.phase() == FaultPoint.Phase.AFTER_COMMIT
                    && point.operation().equals("Queues_Get"),
            Fault.stranger(() -> scene.cloud().azure().keepQueue("to-wrap", 3, false)),
            1);
    Runs.verified(scene.deploy(PACK));
    String made = scene.cloud().azure().state().path("queues").toString();
    assertTrue(made.contains("\"maxDeliveryCount\":3"), made);
  }

  @Test
  @DisplayName("A role that a setting names as well is given once")
  void twice() {
    scene.settings(Map.of("roles", RECEIVER + "@" + BUS + "/queues/To-Pack"));
    Runs.verified(scene.deploy(PACK));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights());
    assertTrue(scene.runs().plan(scene.with(scene.function("greeter", PACK))).isEmpty());
  }

  @Test
  @DisplayName("A namespace that the subscription does not have is refused")
  void nowhere() {
    scene.settings(Map.of("names.to-pack", "acme-bus/to-pack"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(PACK));
    assertTrue(
        error.getMessage().contains("has no Service Bus namespace acme-bus"), error.getMessage());
    assertTrue(error.getMessage().contains(AzureCloud.SUBSCRIPTION), error.getMessage());
    scene.cloud().azure().whims().forbid("Microsoft.ServiceBus/namespaces/read");
    Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(PACK));
  }

  @Test
  @DisplayName("One that hands out messages by sessions is refused")
  void sessions() {
    scene.cloud().azure().keepQueue("to-wrap", 10, true);
    Trigger wrap = new Trigger.Queue("to-wrap", 10);
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(wrap));
    assertTrue(error.getMessage().contains("by sessions"), error.getMessage());
  }

  @ParameterizedTest(name = "One with {0} is refused: {1}")
  @CsvSource({
    "'\"forwardTo\":\"to-ship\"', hands all its messages on to to-ship",
    "'\"status\":\"Disabled\"', is Disabled",
    "'\"status\":\"ReceiveDisabled\"', is ReceiveDisabled",
  })
  void unheard(String property, String told) throws Exception {
    write("to-pack", "{\"properties\":{" + property + "}}");
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(PACK));
    assertTrue(error.getMessage().contains("queue to-pack: " + told), error.getMessage());
    write("to-pack", "{\"properties\":{\"status\":\"SendDisabled\"}}");
    Runs.verified(scene.deploy(PACK));
    write("to-pack", "{\"properties\":{" + property + "}}");
    Happening message =
        new Happening(SampleProject.OWNER, "greeter", PACK, "to-pack", "", new byte[] {1});
    assertFalse(scene.cloud().azure().fire(message).handled());
    assertTrue(
        scene.cloud().azure().state().path("messages").isEmpty(),
        "nobody listens, nothing is sent");
  }

  /** As whoever owns it does. */
  private void write(String queue, String body) throws Exception {
    WireHeaders headers =
        WireHeaders.of(
                "Authorization",
                "Bearer " + scene.cloud().azure().accessToken("https://management.azure.com"))
            .with("Content-Type", "application/json");
    WireResponse written =
        scene
            .cloud()
            .azure()
            .handle(
                new WireRequest(
                    "PUT",
                    BUS + "/queues/" + queue,
                    "api-version=2021-11-01",
                    headers,
                    body.getBytes(StandardCharsets.UTF_8)));
    assertEquals(200, written.status(), written::text);
  }

  @Test
  @DisplayName("The right comes back with a release of before that takes from the queue")
  void rolledBack() {
    Runs.verified(scene.deploy(PACK));
    Runs.verified(scene.deploy(SHIP));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights());
    assertEquals("to-pack", scene.site().path("PORTOLAN_QUEUE_NAME").asText());
    Runs.verified(scene.deploy(PACK));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights());
  }

  @Test
  @DisplayName("The right goes with a rollback to a release that takes from no queue")
  void rolledBackFrom() {
    Runs.verified(scene.deploy(NIGHTLY));
    Runs.verified(scene.deploy(PACK));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of(), rights());
  }

  @Test
  @DisplayName("The right goes with a rollback that goes on from one that was killed")
  void rolledBackAgain() {
    Runs.verified(scene.deploy(NIGHTLY));
    Optional<String> first = scene.runs().found().orElseThrow().version();
    Runs.verified(scene.deploy(PACK));
    scene.at(FaultPoint.Phase.BEFORE_SEND, "RoleAssignments_Delete", Fault.kill());
    assertThrows(CallerKilledError.class, () -> scene.runs().rollback());
    scene.cloud().azure().faults().revive();
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights());
    Runs.verified(scene.runs().with(p -> p.rollback(SampleProject.OWNER, "greeter", first)));
    assertEquals(List.of(), rights());
  }

  @Test
  @DisplayName("A right that may not be taken away is told before any change")
  void kept() {
    Runs.verified(scene.deploy(PACK));
    scene.cloud().azure().whims().forbid("Microsoft.Authorization/roleAssignments/delete");
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(SHIP));
    assertTrue(error.getMessage().contains("/queues/to-pack: you may not"), error.getMessage());
    assertEquals("to-pack", scene.site().path("PORTOLAN_QUEUE_NAME").asText());
  }

  @Test
  @DisplayName("A right at a queue that is gone is taken away, though nobody can be asked there")
  void queueGone() {
    Runs.verified(scene.deploy(PACK));
    HttpClient asked =
        request ->
            scene
                .cloud()
                .http()
                .send(
                    request.getUrl().getPath().contains(ASKED)
                        ? request.setUrl(absent(request.getUrl().toString()))
                        : request);
    Transports transports = new Transports(() -> asked, Optional.of(scene.cloud().login()));
    Portolan.Options options =
        Portolan.Options.standard().withTime(scene.cloud().time()).withParallelism(1);
    try (Portolan portolan =
        Portolan.open(AzureProvider.over(transports), scene.cloud().settings(), options)) {
      Runs.verified(portolan.deploy(scene.with(scene.function("greeter", SHIP)), work));
    }
    assertEquals(List.of("sandbox-bus/queues/to-ship"), rights());
  }

  /** Where nothing answers but 404. */
  private static String absent(String url) {
    return url.replaceFirst("(?i)/subscriptions/.*", BUS + "/queues/absent?api-version=2021-11-01");
  }

  @Test
  @DisplayName("Where a right cannot be taken away after all, what serves is recorded all the same")
  void locked() {
    Runs.verified(scene.deploy(PACK));
    scene.at(
        FaultPoint.Phase.BEFORE_SEND,
        "RoleAssignments_Create",
        Fault.stranger(
            () ->
                scene
                    .cloud()
                    .azure()
                    .whims()
                    .forbid("Microsoft.Authorization/roleAssignments/delete")));
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.PERMISSION_DENIED, scene.deploy(SHIP));
    assertTrue(error.getMessage().contains("is recorded, and the roles stay"), error.getMessage());
    assertEquals(List.of("sandbox-bus/queues/to-pack", "sandbox-bus/queues/to-ship"), rights());
    scene.cloud().azure().whims().allow();
    List<Step> left = scene.runs().plan(scene.with(scene.function("greeter", SHIP))).steps();
    assertEquals(List.of("greeter/roles"), left.stream().map(Step::id).toList());
    Runs.verified(scene.deploy(SHIP));
    assertEquals(List.of("sandbox-bus/queues/to-ship"), rights());
  }

  @Test
  @DisplayName("A change of queues that does not answer is taken back, with the right of before")
  void takenBack() {
    scene.running(
        world ->
            InstantPlane.running()
                .answering(
                    (plan, request) ->
                        plan.environment().getOrDefault("PORTOLAN_QUEUE_NAME", "").equals("to-ship")
                            ? WireResponse.of(500, "text/plain", "no")
                            : Fronts.answer(plan, request)));
    Runs.verified(scene.deploy(PACK));
    Outcome failed = scene.deploy(SHIP);
    assertEquals(ExitCode.FAILED_PART_WAY, failed.exitCode());
    assertEquals("to-pack", scene.site().path("PORTOLAN_QUEUE_NAME").asText());
    assertEquals(List.of("sandbox-bus/queues/to-pack", "sandbox-bus/queues/to-ship"), rights());
    Runs.verified(scene.deploy(PACK));
    assertEquals(List.of("sandbox-bus/queues/to-pack"), rights());
  }

  @Test
  @DisplayName("Its instances are ready like those of requests, where some are to be")
  void ready() {
    Trigger http = new Trigger.Http("/pack", List.of("GET"), Trigger.Access.PUBLIC);
    FunctionSpec function =
        scene.function("greeter", http, PACK).withSettings(Map.of("minInstances", "2"));
    Runs.verified(scene.deploy(function));
    JsonNode site = scene.cloud().azure().state().path("sites").elements().next();
    JsonNode scale = site.at("/properties/functionAppConfig/scaleAndConcurrency");
    assertEquals(
        List.of("function:run_greeter_queue=2", "http=2"),
        StreamSupport.stream(scale.path("alwaysReady").spliterator(), false)
            .map(each -> each.path("name").asText() + "=" + each.path("instanceCount").asInt())
            .sorted()
            .toList());
    assertTrue(scene.runs().plan(scene.with(function)).isEmpty());
  }

  @Test
  @DisplayName("What somebody else lets a function do at a queue is theirs to take back")
  void theirs() {
    Runs.verified(scene.deploy(PACK));
    JsonNode state = scene.cloud().azure().state();
    String principal =
        state.path("identities").elements().next().at("/properties/principalId").asText();
    String queue = state.path("queues").elements().next().path("id").asText();
    new Stranger(scene.cloud()).grant(principal, queue);
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), rights());
    assertTrue(scene.cloud().state().contains(Stranger.READER), scene.cloud().state());
  }

  @Test
  @DisplayName("Whoever may not assign roles there, or make a queue, is told before any change")
  void forbidden() {
    Runs.verified(scene.deploy(NIGHTLY));
    scene.cloud().azure().whims().forbid("Microsoft.Authorization/roleAssignments/write");
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(PACK));
    assertTrue(error.getMessage().contains("may take from the queue"), error.getMessage());
    scene.cloud().azure().whims().allow();
    scene.cloud().azure().whims().forbid("Microsoft.ServiceBus/namespaces/queues/write");
    Trigger wrap = new Trigger.Queue("to-wrap", 10);
    DeployException made =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(wrap));
    assertTrue(made.getMessage().contains("the queue is made"), made.getMessage());
  }

  @Test
  @DisplayName("A host whose right is not known yet cannot listen, and this is told")
  void late() throws Exception {
    Runs.verified(scene.deploy(NIGHTLY));
    scene.cloud().azure().delay(Delays.none().withUsable(Duration.ZERO, Duration.ofMinutes(90)));
    Runs.verified(scene.deploy(PACK));
    Happening message =
        new Happening(SampleProject.OWNER, "greeter", PACK, "to-pack", "", new byte[] {1});
    Happening.Result result = scene.cloud().azure().fire(message);
    assertFalse(result.handled());
    assertTrue(
        result.told().get(0).contains("'Listen' claim(s) are required"), result.told()::toString);
    Happening other =
        new Happening(SampleProject.OWNER, "waver", PACK, "to-pack", "", new byte[] {1});
    DeployException unheard =
        assertThrows(DeployException.class, () -> scene.cloud().azure().fire(other));
    assertEquals(Kind.NOT_FOUND, unheard.kind());
  }
}
