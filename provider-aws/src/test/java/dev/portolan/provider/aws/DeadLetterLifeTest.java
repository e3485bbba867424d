package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What SQS and Lambda have of dead letters, beyond the contract of all deployers. */
class DeadLetterLifeTest {
  private static final Trigger PLACED = new Trigger.Topic("orders", List.of());
  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
  private static final Map<String, String> CREATE =
      Map.of("createQueues", "true", "createTopics", "true");
  private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:refused";
  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/refused";
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
    sqs.createQueue(q -> q.queueName("refused"));
    scene.clients.sns().get().createTopic(t -> t.name("orders"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static FunctionSpec keeping(Trigger... triggers) {
    return hello(triggers).withDeadLetter("refused");
  }

  private JsonNode function() {
    return scene.regional("/lambda/functions/" + NAME);
  }

  private JsonNode config() {
    return function().path("invokes").path("live");
  }

  private String destination() {
    return config().at("/DestinationConfig/OnFailure/Destination").asText();
  }

  private String variable() {
    return function().at("/latest/Environment/Variables/PORTOLAN_DEAD_LETTER").asText();
  }

  private JsonNode policy() {
    String text =
        scene.aws.state().at("/iam/roles/" + NAME + ".us-east-1/_inline/portolan").asText();
    return Json.read(text).orElseThrow().path("Statement");
  }

  @Test
  void theFunctionKnowsTheQueueAndItsRoleMaySendThereAndNowhereElse() throws Exception {
    scene.deployed(keeping(PLACED));
    assertEquals(URL, variable());
    assertEquals(ARN, destination());
    assertEquals(
        "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"" + ARN + "\"}",
        policy().get(1).toString());
    assertEquals(2, policy().size());
    assertTrue(scene.deployed(keeping(PLACED)).plan().orElseThrow().isEmpty());
    scene.deployed(hello(PLACED));
    assertTrue(config().isMissingNode());
    assertEquals("", variable());
    assertEquals(1, policy().size());
    assertFalse(function().path("tags").has(Ownership.EVENTS));
  }

  @Test
  void aQueueIsNamedByItsArnOrItsUrlAndOneElsewhereIsRefused() throws Exception {
    for (String named : List.of("refused", ARN, URL)) {
      verified(scene.deploy(Map.of("names.lost", named), hello(PLACED).withDeadLetter("lost")));
      assertEquals(ARN, destination());
      assertEquals(URL, variable());
    }
    String there = URL.replace("us-east-1", "eu-west-1");
    DeployException refused = scene.refused(Map.of("names.refused", there), keeping(PLACED));
    assertTrue(refused.getMessage().contains("another account or region"), refused.getMessage());
    refused = scene.refused(Map.of("names.refused", "re fused"), keeping(PLACED));
    assertTrue(refused.getMessage().contains("neither the name of a queue"), refused.getMessage());
  }

  @Test
  void aFunctionMayNotTakeFromItsOwnDeadLettersByAnotherNameEither() {
    Map<String, String> same = Map.of("names.to-pack", "refused");
    DeployException refused = scene.refused(same, keeping(PACK));
    assertTrue(refused.getMessage().contains("again, by way of refused"), refused.getMessage());
    FunctionSpec waver =
        FunctionSpec.of(
                "waver",
                "com.acme.Hello",
                "com.acme.Name",
                "java.lang.Void",
                List.of(new Trigger.Queue("alarms", 10)))
            .withDeadLetter("to-pack");
    refused = scene.refused(Map.of("names.alarms", URL), keeping(PACK), waver);
    assertTrue(refused.getMessage().contains("hello.deadLetter"), refused.getMessage());
    assertTrue(refused.getMessage().contains("waver.deadLetter"), refused.getMessage());
  }

  @Test
  void aFifoQueueKeepsWhatIsRefusedButNotWhatLambdaGivesUpOn() throws Exception {
    Map<String, String> fifo =
        Map.of("names.refused", "dead.fifo", "createQueues", "true", "createTopics", "true");
    DeployException refused = scene.refused(fifo, keeping(PLACED));
    assertTrue(refused.getMessage().contains("FIFO queue dead.fifo"), refused.getMessage());
    verified(scene.deploy(fifo, keeping(PACK)));
    assertEquals(URL.replace("refused", "dead.fifo"), variable());
    assertEquals("true", scene.regional("/sqs/queues/dead.fifo/attributes/FifoQueue").asText());
    assertTrue(config().isMissingNode());
  }

  @Test
  void aMissingQueueIsRefusedWhilePlanningAndAMadeOneStaysWithItsMessages() throws Exception {
    sqs.deleteQueue(q -> q.queueUrl(URL));
    DeployException refused = scene.refused(Map.of(), keeping(PLACED));
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.hint().contains("portolan.aws.createQueues=true"), refused.hint());
    verified(scene.deploy(CREATE, keeping(PLACED)));
    JsonNode made = scene.regional("/sqs/queues/refused");
    assertEquals("com.acme:shop:dev", made.path("tags").path(Ownership.OWNER).asText());
    assertEquals("1209600", made.path("attributes").path("MessageRetentionPeriod").asText());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertFalse(scene.regional("/sqs/queues/refused").isMissingNode());
    assertEquals(0, scene.regional("/lambda/functions").size());
  }

  @Test
  void aMissingQueueThatAnotherTakesFromIsMadeAsThatOneNeedsIt() throws Exception {
    sqs.deleteQueue(q -> q.queueUrl(URL));
    FunctionSpec looks =
        FunctionSpec.of(
            "look",
            "com.acme.Look",
            "com.acme.Name",
            "java.lang.Void",
            List.of(new Trigger.Queue("refused", 10)));
    verified(scene.deploy(CREATE, keeping(PLACED), looks));
    assertEquals(
        6 * (int) looks.sizing().timeout().toSeconds(),
        scene.regional("/sqs/queues/refused/attributes/VisibilityTimeout").asInt());
  }

  @Test
  void whatSomebodyChangedIsMendedAndWhatSomebodySetBesidesStays() throws Exception {
    scene.deployed(keeping(PLACED));
    sqs.createQueue(q -> q.queueName("elsewhere"));
    scene
        .clients
        .iam()
        .get()
        .putRolePolicy(
            p ->
                p.roleName(NAME + ".us-east-1")
                    .policyName("more")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}"));
    String other = ARN.replace("refused", "elsewhere");
    lambda.putFunctionEventInvokeConfig(
        c ->
            c.functionName(NAME)
                .qualifier("live")
                .maximumRetryAttempts(1)
                .maximumEventAgeInSeconds(600)
                .destinationConfig(
                    d ->
                        d.onFailure(f -> f.destination(other))
                            .onSuccess(s -> s.destination(other))));
    Outcome outcome = scene.deployed(keeping(PLACED));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("drift"), notes);
    assertTrue(notes.contains(other + " → " + ARN), notes);
    assertEquals(ARN, destination());
    assertEquals(other, config().at("/DestinationConfig/OnSuccess/Destination").asText());
    assertEquals(1, config().path("MaximumRetryAttempts").asInt());
    assertEquals(600, config().path("MaximumEventAgeInSeconds").asInt());
    scene.deployed(hello(PLACED));
    assertEquals("", destination());
    assertEquals(other, config().at("/DestinationConfig/OnSuccess/Destination").asText());
    assertEquals(1, config().path("MaximumRetryAttempts").asInt());
    assertTrue(scene.deployed(hello(PLACED)).plan().orElseThrow().isEmpty());
  }

  @Test
  void oneThatSomebodyDeletedIsMadeAgain() throws Exception {
    scene.deployed(keeping(PLACED));
    lambda.deleteFunctionEventInvokeConfig(c -> c.functionName(NAME).qualifier("live"));
    scene.deployed(keeping(PLACED));
    assertEquals(ARN, destination());
  }

  @Test
  void whatServesMaySendToTheOldQueueUntilTheNewVersionDoes() throws Exception {
    sqs.createQueue(q -> q.queueName("returned"));
    scene.deployed(keeping(PLACED));
    scene.aws.calls().clear();
    scene.deployed(hello(PLACED).withDeadLetter("returned"));
    List<String> calls =
        scene.aws.calls().calls().stream()
            .map(call -> call.operation())
            .filter(name -> name.matches("UpdateAlias|PutFunctionEvent.*|PutRolePolicy"))
            .toList();
    assertEquals(
        List.of("PutRolePolicy", "UpdateAlias", "PutFunctionEventInvokeConfig", "PutRolePolicy"),
        calls);
    assertEquals(2, policy().size());
    assertTrue(policy().get(1).path("Resource").asText().endsWith(":returned"));
  }

  @Test
  void ofAQueuesMessagesLambdaKeepsNoRecordAndIsNotAsked() throws Exception {
    sqs.createQueue(
        q ->
            q.queueName("to-pack")
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "900")));
    scene.deployed(keeping(PACK));
    assertEquals(URL, variable());
    assertTrue(config().isMissingNode());
    scene.aws.calls().clear();
    scene.deployed(keeping(PACK));
    assertEquals(0, invokeConfigCalls());
    scene.deployed(keeping(PACK, PLACED));
    assertEquals(ARN, destination());
    scene.deployed(keeping(PACK));
    assertTrue(config().isMissingNode());
  }

  private long invokeConfigCalls() {
    return scene.aws.calls().calls().stream()
        .filter(call -> call.operation().contains("EventInvokeConfig"))
        .count();
  }

  @Test
  void aFunctionWithoutDeadLettersPaysNoReadForThem() throws Exception {
    scene.deployed(hello(PLACED));
    scene.aws.calls().clear();
    scene.deployed(hello(PLACED));
    assertEquals(0, invokeConfigCalls());
    assertTrue(scene.aws.calls().calls().stream().noneMatch(c -> c.service().equals("sqs")));
  }

  @Test
  void aRoleOfOnesOwnIsToldWhatItNeedsWhenItBeginsToNeedIt() throws Exception {
    String role = "arn:aws:iam::123456789012:role/mine";
    new Stranger(scene.aws).plantRole("mine");
    Map<String, String> own = Map.of("role", role);
    Outcome refused = scene.deploy(own, keeping(PLACED));
    assertTrue(refused.plan().orElseThrow().notes().toString().contains(role + " must be allowed"));
    DeployException error = refused.error().orElseThrow();
    assertEquals(DeployException.Kind.NOT_READY, error.kind());
    assertTrue(error.hint().contains("needs sqs:SendMessage to the queue"), error.hint());
    scene
        .clients
        .iam()
        .get()
        .putRolePolicy(
            p ->
                p.roleName("mine")
                    .policyName("send")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"sqs:SendMessage\",\"Resource\":\""
                            + ARN
                            + "\"}]}"));
    Outcome again = verified(scene.deploy(own, keeping(PLACED)));
    assertTrue(again.plan().orElseThrow().notes().isEmpty());
    assertEquals(ARN, destination());
  }

  @Test
  void aRollbackSaysWhatItsRoleMayNotSendToAnyMore() throws Exception {
    sqs.createQueue(q -> q.queueName("returned"));
    scene.deployed(keeping(PLACED));
    scene.deployed(hello(PLACED).withDeadLetter("returned"));
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("sends its dead letters to " + URL), notes);
  }

  @Test
  void theVariableIsNotSetByHand() {
    FunctionSpec byHand = hello(PLACED).withEnvironment(Map.of("PORTOLAN_DEAD_LETTER", URL));
    DeployException refused = scene.refused(Map.of(), byHand);
    assertTrue(refused.getMessage().contains("sets the variable"), refused.getMessage());
    assertTrue(refused.getMessage().contains("set deadLetter"), refused.getMessage());
  }
}
