package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What SQS has, beyond the contract of all deployers. */
class QueueLifeTest {
  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
  private static final Map<String, String> CREATE = Map.of("createQueues", "true");
  private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:to-pack";
  private static final String NAME = "shop-dev-hello";

  @TempDir private Path directory;
  private EventScene scene;
  private SqsClient sqs;
  private LambdaClient lambda;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
    sqs = scene.clients.sqs().get();
    lambda = scene.clients.lambda().get();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private List<JsonNode> mappings() {
    List<JsonNode> all = new ArrayList<>();
    scene.regional("/lambda/mappings").forEach(all::add);
    return all;
  }

  private String queue(String name, int visibility) {
    Map<QueueAttributeName, String> attributes =
        Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(visibility));
    return sqs.createQueue(q -> q.queueName(name).attributes(attributes)).queueUrl();
  }

  private JsonNode policy() {
    String text =
        scene.aws.state().at("/iam/roles/" + NAME + ".us-east-1/_inline/portolan").asText();
    return Json.read(text).orElseThrow().path("Statement");
  }

  @Test
  void whatIsSentReachesTheFunctionAndIsGoneThen() throws Exception {
    String url = queue("to-pack", 900);
    scene.deployed(hello(PACK));
    sqs.sendMessage(m -> m.queueUrl(url).messageBody("one"));
    scene.aws.turn();
    List<String> heard = scene.heard.heard();
    assertEquals(1, heard.size(), heard.toString());
    assertTrue(heard.get(0).contains("\"body\":\"one\""), heard.get(0));
    assertEquals(0, scene.regional("/sqs/queues/to-pack/_messages").size());
  }

  @Test
  void theMappingCallsTheLiveAliasAndReadsWhichOfABatchFailed() throws Exception {
    queue("to-pack", 900);
    scene.deployed(hello(new Trigger.Queue("to-pack", 4)));
    JsonNode mapping = mappings().get(0);
    assertEquals(ARN, mapping.path("EventSourceArn").asText());
    assertTrue(mapping.path("FunctionArn").asText().endsWith(":" + NAME + ":live"));
    assertEquals(4, mapping.path("BatchSize").asInt());
    assertEquals("[\"ReportBatchItemFailures\"]", mapping.path("FunctionResponseTypes").toString());
    assertEquals("com.acme:shop:dev", mapping.path("_tags").path(Ownership.OWNER).asText());
    assertTrue(scene.deployed(hello(new Trigger.Queue("to-pack", 4))).plan().get().isEmpty());
    scene.deployed(hello(new Trigger.Queue("to-pack", 5)));
    assertEquals(5, mappings().get(0).path("BatchSize").asInt());
    assertEquals(1, mappings().size());
  }

  @Test
  void theRoleMayTakeFromThatQueueAndFromNoOther() throws Exception {
    queue("to-pack", 900);
    scene.deployed(hello(PACK));
    assertEquals(
        "{\"Effect\":\"Allow\",\"Action\":[\"sqs:ReceiveMessage\",\"sqs:DeleteMessage\","
            + "\"sqs:GetQueueAttributes\",\"sqs:ChangeMessageVisibility\"],\"Resource\":\""
            + ARN
            + "\"}",
        policy().get(1).toString());
    queue("to-ship", 900);
    scene.deployed(hello(new Trigger.Queue("to-ship", 10)));
    assertEquals(2, policy().size());
    assertTrue(policy().get(1).path("Resource").asText().endsWith(":to-ship"));
    scene.deployed(hello());
    assertEquals(1, policy().size());
  }

  @Test
  void fromTheOldQueueIsTakenUntilTheNewOneBrings() throws Exception {
    queue("to-pack", 900);
    queue("to-ship", 900);
    scene.deployed(hello(PACK));
    scene.aws.calls().clear();
    Outcome outcome = scene.deployed(hello(new Trigger.Queue("to-ship", 10)));
    List<String> calls =
        scene.aws.calls().calls().stream()
            .map(call -> call.operation())
            .filter(name -> name.matches("(Create|Delete)EventSourceMapping|PutRolePolicy"))
            .toList();
    assertEquals(
        List.of(
            "PutRolePolicy",
            "CreateEventSourceMapping",
            "DeleteEventSourceMapping",
            "PutRolePolicy"),
        calls);
    assertEquals(1, mappings().size());
    assertTrue(outcome.plan().orElseThrow().notes().isEmpty());
  }

  @Test
  void aMissingQueueIsRefusedWhilePlanningAndAMadeOneStaysWithItsMessages() throws Exception {
    DeployException refused = scene.refused(Map.of(), hello(PACK));
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.hint().contains("portolan.aws.createQueues=true"), refused.hint());
    assertTrue(scene.regional("/lambda").isMissingNode(), "nothing was made");
    verified(scene.deploy(CREATE, hello(PACK)));
    JsonNode made = scene.regional("/sqs/queues/to-pack");
    assertEquals("com.acme:shop:dev", made.path("tags").path(Ownership.OWNER).asText());
    int timeout = (int) Sizing.PORTABLE.timeout().toSeconds();
    assertEquals(6 * timeout, made.path("attributes").path("VisibilityTimeout").asInt());
    String url = sqs.getQueueUrl(q -> q.queueName("to-pack")).queueUrl();
    sqs.sendMessage(m -> m.queueUrl(url).messageBody("mine"));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
    assertEquals(1, scene.regional("/sqs/queues/to-pack/_messages").size());
  }

  @Test
  void anOrderedQueueIsMadeAndTakenFromInOrder() throws Exception {
    Map<String, String> fifo = Map.of("createQueues", "true", "names.to-pack", "to-pack.fifo");
    verified(scene.deploy(fifo, hello(PACK)));
    String url = sqs.getQueueUrl(q -> q.queueName("to-pack.fifo")).queueUrl();
    for (String body : List.of("a", "b")) {
      sqs.sendMessage(
          m ->
              m.queueUrl(url)
                  .messageBody(body)
                  .messageGroupId("g")
                  .messageDeduplicationId("id-" + body));
    }
    scene.aws.turn();
    String heard = scene.heard.heard().get(0);
    assertTrue(heard.indexOf("\"body\":\"a\"") < heard.indexOf("\"body\":\"b\""), heard);
  }

  @Test
  void aQueueIsNamedByItsArnOrItsUrlAndOneElsewhereIsRefused() throws Exception {
    String url = queue("acme-pack", 900);
    for (String named : List.of("acme-pack", ARN.replace("to-pack", "acme-pack"), url)) {
      verified(scene.deploy(Map.of("names.to-pack", named), hello(PACK)));
      assertTrue(mappings().get(0).path("EventSourceArn").asText().endsWith(":acme-pack"));
    }
    String there = "https://sqs.eu-west-1.amazonaws.com/123456789012/acme-pack";
    DeployException refused = scene.refused(Map.of("names.to-pack", there), hello(PACK));
    assertTrue(refused.getMessage().contains("another account or region"), refused.getMessage());
    refused = scene.refused(Map.of("names.to-pack", "acme pack"), hello(PACK));
    assertTrue(refused.getMessage().contains("neither the name of a queue"), refused.getMessage());
  }

  @Test
  void aQueueThatBringsAMessageAgainTooSoonIsRefusedWhilePlanning() throws Exception {
    queue("to-pack", 30);
    FunctionSpec slow = hello(PACK).withSizing(Sizing.PORTABLE.withTimeout(Duration.ofMinutes(1)));
    DeployException refused = scene.refused(Map.of(), slow);
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
    assertTrue(refused.getMessage().contains("again after 30 s"), refused.getMessage());
    assertTrue(refused.hint().contains("VisibilityTimeout=360"), refused.hint());
    assertTrue(scene.regional("/lambda").isMissingNode(), "nothing was made");
  }

  @Test
  void whatSomebodyChangedIsMendedAndWhatSomebodyStoppedStaysStopped() throws Exception {
    queue("to-pack", 900);
    scene.deployed(hello(PACK));
    String uuid = mappings().get(0).path("UUID").asText();
    lambda.updateEventSourceMapping(
        u ->
            u.uuid(uuid)
                .enabled(false)
                .batchSize(2)
                .scalingConfig(s -> s.maximumConcurrency(7))
                .functionResponseTypes(List.of()));
    Outcome outcome = scene.deployed(hello(PACK));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("drift"), notes);
    assertTrue(notes.contains("it has no ReportBatchItemFailures"), notes);
    assertTrue(notes.contains("is disabled, and stays so"), notes);
    JsonNode mended = mappings().get(0);
    assertEquals("[\"ReportBatchItemFailures\"]", mended.path("FunctionResponseTypes").toString());
    assertEquals(10, mended.path("BatchSize").asInt());
    assertEquals(7, mended.path("ScalingConfig").path("MaximumConcurrency").asInt());
    assertFalse(mended.path("_enabled").asBoolean());
    assertTrue(scene.deployed(hello(PACK)).plan().orElseThrow().isEmpty());
  }

  @Test
  void whatSomebodyStoppedStaysStoppedAlsoWhenItTakesFromAnotherQueue() throws Exception {
    queue("to-pack", 900);
    queue("to-ship", 900);
    scene.deployed(hello(PACK));
    String uuid = mappings().get(0).path("UUID").asText();
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(false));
    Outcome outcome = scene.deployed(hello(new Trigger.Queue("to-ship", 10)));
    assertEquals(1, mappings().size());
    assertTrue(mappings().get(0).path("EventSourceArn").asText().endsWith(":to-ship"));
    assertFalse(mappings().get(0).path("_enabled").asBoolean());
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("is disabled, and stays so"), notes);
  }

  @Test
  void aMappingThatIsBusyIsWaitedFor() throws Exception {
    queue("to-pack", 900);
    scene.aws.setTimings(Timings.lifelike());
    scene.deployed(hello(PACK));
    String uuid = mappings().get(0).path("UUID").asText();
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).batchSize(2));
    scene.deployed(hello(PACK));
    lambda.deleteEventSourceMapping(d -> d.uuid(uuid));
    scene.deployed(hello(PACK));
    assertEquals(1, mappings().stream().filter(one -> one.path("_enabled").asBoolean()).count());
    assertTrue(scene.deployed(hello(PACK)).plan().orElseThrow().isEmpty());
    lambda.updateEventSourceMapping(
        u -> u.uuid(mappings().get(0).path("UUID").asText()).batchSize(2));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    scene.aws.turn();
    assertTrue(lambda.listEventSourceMappings(r -> {}).eventSourceMappings().isEmpty());
  }

  @Test
  void anotherQueueThatSomebodyMappedByHandIsLeftAlone() throws Exception {
    queue("to-pack", 900);
    queue("audit", 900);
    Map<String, String> both =
        Map.of(
            "statements",
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:*\",\"Resource\":\""
                + ARN.replace("to-pack", "audit")
                + "\"}");
    verified(scene.deploy(both, hello(PACK)));
    lambda.createEventSourceMapping(
        m -> m.functionName(NAME + ":live").eventSourceArn(ARN.replace("to-pack", "audit")));
    assertTrue(verified(scene.deploy(both, hello(PACK))).plan().orElseThrow().isEmpty());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(1, mappings().size());
    assertTrue(mappings().get(0).path("EventSourceArn").asText().endsWith(":audit"));
  }

  @Test
  void aMappingOfTheQueueThatSomebodyMadeByHandBecomesOursAndGoesWithTheFunction()
      throws Exception {
    queue("to-pack", 900);
    queue("to-ship", 900);
    scene.deployed(hello(PACK));
    lambda.deleteEventSourceMapping(d -> d.uuid(mappings().get(0).path("UUID").asText()));
    lambda.createEventSourceMapping(
        m ->
            m.functionName(NAME + ":live")
                .eventSourceArn(ARN)
                .batchSize(10)
                .functionResponseTypesWithStrings(WantedMapping.REPORTS));
    scene.aws.calls().clear();
    scene.deployed(hello(PACK));
    assertTrue(
        scene.aws.calls().calls().stream()
            .noneMatch(call -> call.operation().equals("UpdateEventSourceMapping")));
    JsonNode tags = mappings().get(0).path("_tags");
    assertEquals("com.acme:shop:dev", tags.path(Ownership.OWNER).asText());
    assertTrue(scene.deployed(hello(PACK)).plan().orElseThrow().isEmpty());
    scene.deployed(hello(new Trigger.Queue("to-ship", 10)));
    assertEquals(1, mappings().size());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
  }

  @Test
  void aMappingThatSomebodyMakesMeanwhileBecomesOursToo() throws Exception {
    queue("to-pack", 900);
    Runnable rival =
        () -> {
          if (mappings().isEmpty()) {
            lambda.createEventSourceMapping(
                m -> m.functionName(NAME + ":live").eventSourceArn(ARN).batchSize(3));
          }
        };
    scene
        .aws
        .faults()
        .on("lambda", "CreateEventSourceMapping", Phase.BEFORE_SEND, Fault.stranger(rival), 1);
    Outcome outcome = scene.deploy(Map.of(), hello(PACK));
    if (outcome.error().isPresent()) {
      scene.deployed(hello(PACK));
    }
    assertEquals(1, mappings().size());
    assertEquals(10, mappings().get(0).path("BatchSize").asInt());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
  }

  @Test
  void aQueueThatIsMadeHidesForAsLongAsTheSlowestOfItsFunctionsAsks() throws Exception {
    FunctionSpec slow =
        FunctionSpec.of("slow", "com.acme.Slow", "com.acme.Name", "java.lang.Void", List.of(PACK))
            .withSizing(Sizing.PORTABLE.withTimeout(Duration.ofMinutes(10)));
    verified(scene.deploy(CREATE, hello(PACK), slow));
    JsonNode made = scene.regional("/sqs/queues/to-pack/attributes");
    assertEquals(3600, made.path("VisibilityTimeout").asInt());
    assertEquals(2, mappings().size());
  }

  @Test
  void whoMayListNoMappingsTakesAwayWhatHasNoneAndIsTold() throws Exception {
    scene.deployed(hello());
    Outcome gone = verified(forbidden(portolan -> portolan.destroy(Samples.OWNER)));
    String notes = gone.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("(lambda:ListEventSourceMappings)"), notes);
    assertEquals(0, scene.regional("/lambda/functions").size());
    queue("to-pack", 900);
    scene.deployed(hello(PACK));
    DeployException refused =
        assertThrows(
            DeployException.class,
            () -> forbidden(portolan -> portolan.planRemoval(Samples.OWNER)));
    assertEquals(DeployException.Kind.PERMISSION_DENIED, refused.kind());
  }

  @Test
  void whatIsLeftOfTwoFunctionsIsLookedForInOneListingOrTold() throws Exception {
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "java.lang.Void", List.of());
    scene.deployed(hello(), other);
    lambda.deleteFunction(f -> f.functionName(NAME));
    lambda.deleteFunction(f -> f.functionName("shop-dev-other"));
    scene.aws.calls().clear();
    scene.with(Map.of(), portolan -> scene.plan(portolan, hello(), other));
    assertEquals(
        1,
        scene.aws.calls().calls().stream()
            .filter(call -> call.operation().equals("ListEventSourceMappings"))
            .count());
    String notes = forbidden(portolan -> scene.plan(portolan, hello(), other)).notes().toString();
    assertTrue(notes.contains("(lambda:ListEventSourceMappings)"), notes);
  }

  private <T> T forbidden(Function<Portolan, T> work) {
    SdkHttpClient all = new InProcessHttpClient(scene.aws);
    Predicate<SdkHttpRequest> mappings =
        request -> request.encodedPath().contains("/event-source-mappings");
    try (Portolan portolan =
        Clouds.at(
            "http://127.0.0.1:1",
            scene.time,
            Map.of(),
            timeouts -> new Forbidding(all, mappings))) {
      return work.apply(portolan);
    }
  }

  @Test
  void moreMappingsThanAreListedAtOnceAreFound() throws Exception {
    Map<String, String> any =
        Map.of(
            "statements",
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:*\",\"Resource\":\""
                + ARN.replace("to-pack", "*")
                + "\"}");
    verified(scene.deploy(any, hello()));
    for (int i = 0; i < 51; i++) {
      String name = "queue" + i;
      queue(name, 900);
      lambda.createEventSourceMapping(
          m -> m.functionName(NAME + ":live").eventSourceArn(ARN.replace("to-pack", name)));
    }
    MappingCalls calls = new MappingCalls(() -> lambda, new Ledger(Calls.ONCE, scene.time));
    assertEquals(51, calls.of(Clouds.place().liveArn(NAME)).stream().distinct().count());
    assertEquals(51, calls.all().orElseThrow().stream().distinct().count());
  }

  @Test
  void aMappingOutlivesNeitherItsFunctionNorOneThatWasDeletedByHand() throws Exception {
    queue("to-pack", 900);
    scene.deployed(hello(PACK));
    lambda.deleteFunction(f -> f.functionName(NAME));
    scene.deployed(hello());
    assertEquals(0, mappings().size());
    scene.deployed(hello(PACK));
    lambda.deleteFunction(f -> f.functionName(NAME));
    scene.deployed(hello(PACK));
    assertEquals(1, mappings().size());
    lambda.deleteFunction(f -> f.functionName(NAME));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
  }

  @Test
  void aFunctionThatIsPrunedTakesItsMappingAlong() throws Exception {
    queue("to-pack", 900);
    scene.deployed(hello(PACK));
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
    verified(scene.deploy(Map.of("prune", "true"), other));
    assertEquals(0, mappings().size());
  }

  @Test
  void aRollbackLeavesTheMappingAndSaysSo() throws Exception {
    queue("to-pack", 900);
    scene.deployed(hello(PACK));
    verified(scene.deploy(Map.of("snapStart", "true"), hello(PACK)));
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    assertTrue(
        outcome.plan().orElseThrow().notes().toString().contains("what events call it stays"));
    assertEquals(1, mappings().size());
  }

  @Test
  void allThatIsMissingIsToldAtOnce() {
    Trigger placed = new Trigger.Topic("orders", List.of());
    Trigger stored = new Trigger.ObjectCreated("photos");
    DeployException refused = scene.refused(Map.of(), hello(PACK, placed, stored));
    String told = refused.getMessage();
    assertTrue(told.contains("3 problems before anything was changed:"), told);
    for (String missing : List.of("topic orders", "queue to-pack", "bucket photos")) {
      assertTrue(told.contains("there is no " + missing), told);
    }
    assertTrue(told.contains("createTopics=true") && told.contains("createQueues=true"), told);
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
  }

  @Test
  void aFunctionWithoutAQueuePaysNoReadForOne() throws Exception {
    scene.deployed(hello());
    scene.aws.calls().clear();
    scene.deployed(hello());
    assertTrue(
        scene.aws.calls().calls().stream()
            .noneMatch(
                call ->
                    call.service().equals("sqs")
                        || call.operation().contains("EventSourceMapping")));
  }
}
