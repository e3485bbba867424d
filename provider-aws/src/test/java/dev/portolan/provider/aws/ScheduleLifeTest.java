package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Tag;

/** What EventBridge Scheduler has, beyond the contract of all deployers. */
class ScheduleLifeTest {
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * 1-5", "Europe/Berlin");
  private static final String NAME = "shop-dev-hello";
  private static final String ARN =
      "arn:aws:scheduler:us-east-1:123456789012:schedule/" + NAME + "/" + NAME;

  private static final String ROLE = "/iam/roles/" + NAME + ".us-east-1.schedule";

  @TempDir private Path directory;
  private EventScene scene;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private JsonNode schedule() {
    return scene.regional("/scheduler/groups/" + NAME + "/_schedules/" + NAME);
  }

  @Test
  void aTickIsAnEventThatComesAgainUnderTheSameId() throws Exception {
    scene.deployed(hello(NIGHTLY));
    assertEquals("cron(0 2 ? * 2-6 *)", schedule().path("ScheduleExpression").asText());
    assertEquals("Europe/Berlin", schedule().path("ScheduleExpressionTimezone").asText());
    scene.time.sleep(Duration.ofDays(4));
    scene.aws.turn();
    List<String> heard = scene.heard.heard();
    assertEquals(1, heard.size(), heard.toString());
    JsonNode event = Json.read(heard.get(0)).orElseThrow();
    assertEquals("1.0", event.path("specversion").asText());
    assertEquals("com.amazonaws.events.scheduled", event.path("type").asText());
    assertEquals(ARN, event.path("source").asText());
    assertTrue(event.path("time").asText().matches(".*T0[01]:00:00Z"), event.toString());
    assertEquals(event.path("time"), event.path("id"));
  }

  @Test
  void theRoleMayCallTheAliasAndOnlyForThisSchedule() throws Exception {
    scene.deployed(hello(NIGHTLY));
    JsonNode role = scene.aws.state().at(ROLE);
    JsonNode policy = Json.read(role.path("_inline").path(Policies.INLINE).asText()).orElseThrow();
    assertEquals(1, policy.path("Statement").size());
    assertEquals(
        "arn:aws:lambda:us-east-1:123456789012:function:" + NAME + ":live",
        policy.at("/Statement/0/Resource").asText());
    assertEquals("lambda:InvokeFunction", policy.at("/Statement/0/Action").asText());
    JsonNode trust = Json.read(role.path("AssumeRolePolicyDocument").asText()).orElseThrow();
    assertEquals(
        "{\"aws:SourceAccount\":\"123456789012\",\"aws:SourceArn\":"
            + "\"arn:aws:scheduler:us-east-1:123456789012:schedule-group/"
            + NAME
            + "\"}",
        trust.at("/Statement/0/Condition/StringEquals").toString());
  }

  @Test
  void aScheduleInAnotherRegionHasARoleOfItsOwn() throws Exception {
    scene.deployed(hello(NIGHTLY));
    JsonNode before = scene.aws.state().at(ROLE);
    Map<String, String> there = Map.of("region", "eu-central-1");
    verified(scene.deploy(there, hello(NIGHTLY)));
    assertEquals(before, scene.aws.state().at(ROLE));
    assertTrue(
        scene.deployed(hello(NIGHTLY)).plan().orElseThrow().steps().stream()
            .noneMatch(step -> step.resource().contains("schedule")));
    verified(scene.with(there, portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(before, scene.aws.state().at(ROLE));
    String its = ROLE.replace("us-east-1", "eu-central-1");
    assertTrue(scene.aws.state().at(its).isMissingNode());
  }

  @Test
  void aScheduleRoleOfAnyLengthIsFoundAgain() {
    Place here = Clouds.place();
    Place there = new Place(here.owner(), here.partition(), here.account(), "eu-central-1");
    String longest = "f".repeat(64);
    assertTrue(here.scheduleRole(longest).length() <= 64);
    assertNotEquals(here.scheduleRole(longest), there.scheduleRole(longest));
  }

  @Test
  void aBoundaryThatIsSetLaterBoundsTheScheduleToo() throws Exception {
    scene.deployed(hello(NIGHTLY));
    String arn = "arn:aws:iam::aws:policy/PowerUserAccess";
    Map<String, String> bounded = Map.of("permissionsBoundary", arn);
    verified(scene.deploy(bounded, hello(NIGHTLY)));
    String bound = ROLE + "/PermissionsBoundary/PermissionsBoundaryArn";
    assertEquals(arn, scene.aws.state().at(bound).asText());
    scene
        .clients
        .iam()
        .get()
        .putRolePermissionsBoundary(
            r ->
                r.roleName(NAME + ".us-east-1.schedule")
                    .permissionsBoundary("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    Outcome outcome = verified(scene.deploy(bounded, hello(NIGHTLY)));
    assertTrue(outcome.plan().orElseThrow().notes().toString().contains("drift"));
    assertEquals(arn, scene.aws.state().at(bound).asText());
  }

  @Test
  void whatSomebodyChangedIsMendedAndWhatSomebodyStoppedStaysStopped() throws Exception {
    scene.deployed(hello(NIGHTLY));
    String before = schedule().path("ScheduleExpression").asText();
    String role = schedule().at("/Target/RoleArn").asText();
    scene
        .clients
        .scheduler()
        .get()
        .updateSchedule(
            s ->
                s.groupName(NAME)
                    .name(NAME)
                    .scheduleExpression("rate(1 minute)")
                    .state(ScheduleState.DISABLED)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(
                        t ->
                            t.roleArn(role)
                                .arn("arn:aws:lambda:us-east-1:123456789012:function:" + NAME)));
    Outcome outcome = scene.deployed(hello(NIGHTLY));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("drift"), notes);
    assertTrue(notes.contains("schedule shop-dev-hello is disabled, and stays so"), notes);
    assertEquals(before, schedule().path("ScheduleExpression").asText());
    assertEquals("DISABLED", schedule().path("State").asText());
    assertTrue(schedule().at("/Target/Arn").asText().endsWith(":live"));
    assertTrue(scene.deployed(hello(NIGHTLY)).plan().orElseThrow().isEmpty());
  }

  @Test
  void whatOthersSetOnAScheduleStaysAndAnEndDoesNot() throws Exception {
    scene.deployed(hello(NIGHTLY));
    String role = schedule().at("/Target/RoleArn").asText();
    String queue = "arn:aws:sqs:us-east-1:123456789012:lost";
    String input = schedule().at("/Target/Input").asText();
    String expression = schedule().path("ScheduleExpression").asText();
    scene
        .clients
        .scheduler()
        .get()
        .updateSchedule(
            s ->
                s.groupName(NAME)
                    .name(NAME)
                    .scheduleExpression(expression)
                    .scheduleExpressionTimezone("Europe/Berlin")
                    .description("watched by the night shift")
                    .endDate(scene.time.now().plus(Duration.ofDays(9)))
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(
                        t ->
                            t.roleArn(role)
                                .arn(
                                    "arn:aws:lambda:us-east-1:123456789012:function:"
                                        + NAME
                                        + ":live")
                                .input(input)
                                .retryPolicy(r -> r.maximumRetryAttempts(2))
                                .deadLetterConfig(d -> d.arn(queue))));
    Outcome outcome = scene.deployed(hello(NIGHTLY));
    assertTrue(outcome.plan().orElseThrow().notes().toString().contains("drift"));
    assertFalse(schedule().has("EndDate"));
    scene.deployed(hello(new Trigger.Schedule("0 3 * * *", "UTC")));
    assertEquals("cron(0 3 * * ? *)", schedule().path("ScheduleExpression").asText());
    assertEquals(2, schedule().at("/Target/RetryPolicy/MaximumRetryAttempts").asInt());
    assertEquals(queue, schedule().at("/Target/DeadLetterConfig/Arn").asText());
    assertEquals("watched by the night shift", schedule().path("Description").asText());
  }

  @Test
  void aStrangersGroupOfTheSameNameIsLeftAlone() throws Exception {
    scene
        .clients
        .scheduler()
        .get()
        .createScheduleGroup(
            g -> g.name(NAME).tags(Tag.builder().key("team").value("blue").build()));
    DeployException error = scene.refused(Map.of(), hello(NIGHTLY));
    assertEquals(DeployException.Kind.NOT_OWNED, error.kind());
    assertTrue(error.getMessage().contains("schedule group shop-dev-hello"), error.getMessage());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(scene.regional("/scheduler/groups").has(NAME));
  }

  @Test
  void aGroupThatGoesWhileItIsLookedAtIsNobodys() throws Exception {
    scene.deployed(hello(NIGHTLY));
    Runnable goes = () -> scene.clients.scheduler().get().deleteScheduleGroup(g -> g.name(NAME));
    scene
        .aws
        .faults()
        .on("scheduler", "ListTagsForResource", Phase.BEFORE_SEND, Fault.stranger(goes), 1);
    scene.deployed(hello(NIGHTLY));
    assertEquals("cron(0 2 ? * 2-6 *)", schedule().path("ScheduleExpression").asText());
  }

  @Test
  void withRolesOfTheirOwnNoIamCallIsMade() throws Exception {
    scene.deployed(hello(NIGHTLY));
    String trust = Policies.trust().toString();
    scene.clients.iam().get().createRole(r -> r.roleName("f").assumeRolePolicyDocument(trust));
    String mine = "arn:aws:iam::123456789012:role/f";
    String refused = scene.refused(Map.of("role", mine), hello(NIGHTLY)).getMessage();
    assertTrue(refused.contains("portolan.aws.scheduleRole"), refused);
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    String theirs = Policies.scheduleTrust(Clouds.place(), NAME).toString();
    scene.clients.iam().get().createRole(r -> r.roleName("s").assumeRolePolicyDocument(theirs));
    scene.aws.calls().clear();
    Map<String, String> both =
        Map.of("role", mine, "scheduleRole", "arn:aws:iam::123456789012:role/s");
    verified(scene.deploy(both, hello(NIGHTLY)));
    assertTrue(scene.aws.calls().calls().stream().noneMatch(call -> call.service().equals("iam")));
  }

  @Test
  void aScheduleOutlivesNeitherItsFunctionNorOneThatWasDeletedByHand() throws Exception {
    scene.deployed(hello(NIGHTLY));
    scene.clients.lambda().get().deleteFunction(f -> f.functionName(NAME));
    scene.deployed(hello());
    assertFalse(scene.regional("/scheduler/groups").has(NAME));
    assertEquals(1, scene.aws.state().at("/iam/roles").size());
    scene.deployed(hello(NIGHTLY));
    scene.clients.lambda().get().deleteFunction(f -> f.functionName(NAME));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertFalse(scene.regional("/scheduler/groups").has(NAME));
    assertEquals(0, scene.aws.state().at("/iam/roles").size());
  }

  @Test
  void aFunctionThatIsPrunedTakesItsScheduleAlong() throws Exception {
    scene.deployed(hello(NIGHTLY));
    verified(scene.deploy(Map.of("prune", "true"), http()));
    assertFalse(scene.regional("/scheduler/groups").has(NAME));
    assertEquals(1, scene.aws.state().at("/iam/roles").size());
  }

  private static FunctionSpec http() {
    return FunctionSpec.of(
        "other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
  }

  @Test
  void aRollbackLeavesTheScheduleAndSaysSo() throws Exception {
    scene.deployed(hello(NIGHTLY));
    verified(scene.deploy(Map.of("logRetentionDays", "7", "snapStart", "true"), hello(NIGHTLY)));
    String before = scene.regional("/scheduler").toString();
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("what events call it stays as it is"), notes);
    assertEquals(before, scene.regional("/scheduler").toString());
  }

  @Test
  void aFunctionWithoutEventsPaysNoReadForThem() throws Exception {
    scene.deployed(hello());
    scene.aws.calls().clear();
    scene.deployed(hello());
    assertTrue(
        scene.aws.calls().calls().stream().noneMatch(call -> call.service().equals("scheduler")));
  }
}
