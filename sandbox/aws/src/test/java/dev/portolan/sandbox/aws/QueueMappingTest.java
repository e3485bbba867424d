package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What takes from a queue and calls a function with it. */
class QueueMappingTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:to-pack";
  private static final String UNFINISHED = "{\"batchItemFailures\":";

  private final FakeTime time = new FakeTime();
  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time, functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final LambdaClient lambda = sdk.lambda();
  private final SqsClient sqs = sdk.sqs();
  private String url;

  @BeforeEach
  void open() throws Exception {
    Functions.live(sdk, 30);
    url = sqs.createQueue(q -> q.queueName("to-pack")).queueUrl();
  }

  private void permit(String... actions) {
    String text = "\"sqs:" + String.join("\",\"sqs:", actions) + "\"";
    sdk.iam()
        .putRolePolicy(
            p ->
                p.roleName("r")
                    .policyName("queue")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":["
                            + text
                            + "],\"Resource\":\""
                            + QUEUE
                            + "*\"}]}"));
  }

  private CreateEventSourceMappingResponse map(String source, boolean reports) {
    return lambda.createEventSourceMapping(
        m ->
            m.eventSourceArn(source)
                .functionName("f:live")
                .functionResponseTypes(
                    reports
                        ? List.of(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                        : List.of()));
  }

  private CreateEventSourceMappingResponse mapped() {
    permit("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
    return map(QUEUE, true);
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      sqs.sendMessage(m -> m.queueUrl(url).messageBody(body));
    }
  }

  private List<String> turned() {
    aws.turn();
    return functions.heard();
  }

  private int left() {
    return aws.state().at("/regions/us-east-1/sqs/queues/to-pack/_messages").size();
  }

  @Test
  void whatOnlyStreamsHaveIsRefused() {
    String told =
        refused(
            400,
            "InvalidParameterValueException",
            () ->
                lambda.createEventSourceMapping(
                    m ->
                        m.eventSourceArn("arn:aws:sqs:us-east-1:123456789012:q")
                            .functionName("f:live")
                            .maximumRetryAttempts(3)));
    assertTrue(told.startsWith("Unsupported 'maximumRetryAttempts' parameter"), told);
  }

  @Test
  void aMappingThatCannotWorkIsRefused() {
    String told = refused(400, "InvalidParameterValueException", () -> map(QUEUE, true));
    assertTrue(told.contains("permissions to call ReceiveMessage on SQS"), told);
    permit("ReceiveMessage");
    told = refused(400, "InvalidParameterValueException", () -> map(QUEUE, true));
    assertTrue(told.contains("permissions to call DeleteMessage on SQS"), told);
    permit("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
    told = refused(400, "InvalidParameterValueException", () -> map(QUEUE + "x", true));
    assertTrue(told.contains("NonExistentQueue"), told);
    Map<QueueAttributeName, String> brief = Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "29");
    sqs.setQueueAttributes(s -> s.queueUrl(url).attributes(brief));
    told = refused(400, "InvalidParameterValueException", () -> map(QUEUE, true));
    assertEquals(
        "Queue visibility timeout: 29 seconds is less than Function timeout: 30 seconds", told);
    refused(
        400,
        "InvalidParameterValueException",
        () -> lambda.createEventSourceMapping(m -> m.eventSourceArn(QUEUE).functionName("g")));
    refused(404, "ResourceNotFoundException", () -> lambda.getEventSourceMapping(m -> m.uuid("x")));
  }

  @Test
  void aMappingPassesThroughItsStatesAndIsThereOnce() {
    aws.setTimings(Timings.lifelike().withRolePropagation(Duration.ZERO));
    CreateEventSourceMappingResponse made = mapped();
    assertEquals("Creating", made.state());
    assertEquals(10, made.batchSize());
    assertEquals("ReportBatchItemFailures", made.functionResponseTypesAsStrings().get(0));
    String told = refused(409, "ResourceConflictException", () -> map(QUEUE, true));
    assertTrue(told.contains("already exists"), told);
    refused(
        400,
        "ResourceInUseException",
        () -> lambda.deleteEventSourceMapping(d -> d.uuid(made.uuid())));
    send("early");
    assertEquals(List.of(), turned());
    time.sleep(Duration.ofSeconds(2));
    assertEquals("Enabled", lambda.getEventSourceMapping(m -> m.uuid(made.uuid())).state());
    assertEquals(1, turned().size());
    assertEquals(
        "Updating",
        lambda
            .updateEventSourceMapping(u -> u.uuid(made.uuid()).enabled(false).batchSize(3))
            .state());
    time.sleep(Duration.ofSeconds(2));
    send("later");
    assertEquals(List.of(), turned());
    var listed =
        lambda.listEventSourceMappings(l -> l.functionName("f:live")).eventSourceMappings();
    assertEquals("Disabled", listed.get(0).state());
    assertEquals(3, listed.get(0).batchSize());
    assertTrue(
        lambda.listEventSourceMappings(l -> l.functionName("f")).eventSourceMappings().isEmpty());
    assertEquals("Deleting", lambda.deleteEventSourceMapping(d -> d.uuid(made.uuid())).state());
    time.sleep(Duration.ofSeconds(2));
    refused(
        404,
        "ResourceNotFoundException",
        () -> lambda.getEventSourceMapping(m -> m.uuid(made.uuid())));
    assertEquals("Creating", map(QUEUE, true).state());
  }

  @Test
  void tagsStandOnTheMapping() {
    permit("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
    String arn =
        lambda
            .createEventSourceMapping(
                m -> m.eventSourceArn(QUEUE).functionName("f:live").tags(Map.of("a", "b")))
            .eventSourceMappingArn();
    lambda.tagResource(t -> t.resource(arn).tags(Map.of("c", "d")));
    assertEquals(Map.of("a", "b", "c", "d"), lambda.listTags(t -> t.resource(arn)).tags());
  }

  @Test
  void aBatchComesInTheEnvelopeOfSqsAndIsDeletedWhenDone() {
    mapped();
    send("one", "two");
    List<String> heard = turned();
    assertEquals(1, heard.size(), heard.toString());
    String event = heard.get(0);
    assertTrue(event.startsWith("f:live {\"Records\":[{\"messageId\":\""), event);
    assertTrue(event.contains("\"body\":\"one\""), event);
    assertTrue(event.contains("\"ApproximateReceiveCount\":\"1\""), event);
    assertTrue(event.contains("\"eventSourceARN\":\"" + QUEUE + "\""), event);
    assertEquals(0, left());
    assertEquals(List.of(), turned());
  }

  @Test
  void whatIsReportedComesAgainAndNothingElse() {
    mapped();
    send("one", "two");
    String second = aws.state().at("/regions/us-east-1/sqs/queues/to-pack/_messages/1/id").asText();
    functions.answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + second + "\"}]}");
    assertEquals(1, turned().size());
    assertEquals(1, left());
    assertEquals(List.of(), turned());
    time.sleep(Duration.ofSeconds(30));
    List<String> again = turned();
    assertTrue(again.get(0).contains("\"body\":\"two\""), again.toString());
    assertTrue(again.get(0).contains("\"ApproximateReceiveCount\":\"2\""), again.toString());
    assertEquals(0, left());
  }

  @Test
  void whatWasHiddenForLongerComesThatMuchLater() {
    mapped();
    send("one");
    functions.answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}");
    String receipt = turned().get(0).replaceAll(".*\"receiptHandle\":\"([^\"]*)\".*", "$1");
    sqs.changeMessageVisibility(
        hide -> hide.queueUrl(url).receiptHandle(receipt).visibilityTimeout(90));
    time.sleep(Duration.ofSeconds(89));
    assertEquals(List.of(), turned());
    time.sleep(Duration.ofSeconds(1));
    assertEquals(1, turned().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNFINISHED,
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"id\":\"x\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
        "{\"batchItemFailures\":3}"
      })
  void anAnswerThatCannotBeReadBringsAllAgain(String answer) {
    mapped();
    send("one", "two");
    functions.answer(answer);
    assertEquals(1, turned().size());
    assertEquals(2, left());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "{}", "{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}"})
  void anAnswerWithoutFailuresIsSuccess(String answer) {
    mapped();
    send("one");
    functions.answer(answer);
    assertEquals(1, turned().size());
    assertEquals(0, left());
  }

  @Test
  void withoutTheSettingNoAnswerIsRead() {
    permit("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
    map(QUEUE, false);
    send("one");
    functions.answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}");
    turned();
    assertEquals(0, left());
    send("two");
    functions.fail();
    turned();
    assertEquals(1, left());
  }

  @Test
  void whatFailsTooOftenIsPutAside() {
    String aside = sqs.createQueue(q -> q.queueName("lost")).queueUrl();
    String policy =
        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:lost\",\"maxReceiveCount\":2}";
    sqs.setQueueAttributes(
        s -> s.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
    mapped();
    send("poison");
    functions.fail().fail();
    for (int i = 0; i < 3; i++) {
      assertEquals(i < 2 ? 1 : 0, turned().size());
      time.sleep(Duration.ofSeconds(30));
    }
    assertEquals(0, left());
    assertEquals("poison", sqs.receiveMessage(r -> r.queueUrl(aside)).messages().get(0).body());
  }

  @Test
  void ofAGroupNothingComesBeforeWhatFailed() {
    url =
        sqs.createQueue(
                q ->
                    q.queueName("to-pack.fifo")
                        .attributes(
                            Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                                "true")))
            .queueUrl();
    permit("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
    map(QUEUE + ".fifo", true);
    sendTo("a", "a1");
    functions.fail();
    assertEquals(1, turned().size());
    sendTo("a", "a2");
    sendTo("b", "b1");
    List<String> others = turned();
    assertEquals(1, others.size());
    assertTrue(others.get(0).contains("\"b1\"") && !others.get(0).contains("\"a2\""));
    time.sleep(Duration.ofSeconds(30));
    String both = turned().get(0);
    assertTrue(both.indexOf("\"a1\"") < both.indexOf("\"a2\"") && both.contains("\"a1\""), both);
  }

  private void sendTo(String group, String body) {
    sqs.sendMessage(m -> m.queueUrl(url).messageGroupId(group).messageBody(body));
  }

  @Test
  void whoMayNotReceiveIsNotCalledAndTheMessageStays() {
    mapped();
    permit("DeleteMessage");
    send("one");
    assertEquals(List.of(), turned());
    lambda.deleteFunction(f -> f.functionName("f"));
    assertEquals(List.of(), turned());
    assertEquals(1, left());
  }

  private Happening.Result fire() {
    byte[] data = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
    Trigger trigger = new Trigger.Queue("to-pack", 10);
    return aws.fire(
        new Happening(Owner.of("com.acme", "shop", "dev"), "f", trigger, "to-pack", "", data));
  }

  @Test
  void whatIsFiredIsToldOf() {
    DeployException unheard = Assertions.assertThrows(DeployException.class, this::fire);
    assertEquals(DeployException.Kind.NOT_FOUND, unheard.kind());
    String uuid = mapped().uuid();
    Happening.Result handled = fire();
    assertTrue(handled.handled());
    assertEquals(1, functions.heard().size());
    functions.fail();
    Happening.Result failed = fire();
    assertFalse(failed.handled());
    assertTrue(failed.told().get(0).endsWith(" again, hidden for 30 s"), failed.toString());
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(false));
    assertTrue(fire().told().get(0).endsWith("since the mapping is disabled"));
    assertEquals(2, left());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void severalAreFiredInABatchOfWhichOneFailsAndComeAgainAsTheSame() {
    mapped();
    List<String> first = new ArrayList<>();
    functions.meanwhile(
        () -> {
          first.addAll(functions.heard());
          Matcher ids = Pattern.compile("\"messageId\":\"([^\"]+)\"").matcher(first.get(0));
          Assertions.assertTrue(ids.find() && ids.find(), first.get(0));
          functions.answer(UNFINISHED + "[{\"itemIdentifier\":\"" + ids.group(1) + "\"}]}");
        });
    Happening.Result result =
        aws.fire(
            new Happening(
                Owner.of("com.acme", "shop", "dev"),
                "f",
                new Trigger.Queue("to-pack", 10),
                "to-pack",
                "",
                List.of(bytes("one"), bytes("two"), bytes("three")),
                2));
    assertEquals(first, functions.heard(), "the same batch, whole");
    assertEquals(
        "1.1 HANDLED, 2.1 FAILED, 3.1 HANDLED, 1.2 HANDLED, 2.2 HANDLED, 3.2 HANDLED",
        result.deliveries().stream()
            .map(each -> each.event() + "." + each.time() + " " + each.fate())
            .collect(Collectors.joining(", ")));
    assertFalse(result.handled());
    assertEquals(0, left());
  }

  @Test
  void aCloudEventThatIsRefusedIsToldOfThoughTheLogHasItsOwnId() {
    mapped();
    functions.log(payload -> "Event own-2 of /shop is acknowledged and lost: no");
    String first = "{\"specversion\":\"1.0\",\"id\":\"own-1\",\"source\":\"/shop\",\"type\":\"t\"}";
    Happening.Result result =
        aws.fire(
            new Happening(
                Owner.of("com.acme", "shop", "dev"),
                "f",
                new Trigger.Queue("to-pack", 10),
                "to-pack",
                "",
                List.of(bytes(first), bytes(first.replace("own-1", "own-2"))),
                1));
    assertEquals(
        List.of(Happening.Fate.HANDLED, Happening.Fate.REFUSED),
        result.deliveries().stream().map(Happening.Delivery::fate).toList());
    assertFalse(result.handled());
  }

  @Test
  void whatTheFunctionItselfHidIsToldAsItIsHidden() {
    mapped();
    functions.meanwhile(
        () -> {
          Matcher receipt =
              Pattern.compile("\"receiptHandle\":\"([^\"]+)\"").matcher(functions.heard().get(0));
          assertTrue(receipt.find());
          sqs.changeMessageVisibility(
              c -> c.queueUrl(url).receiptHandle(receipt.group(1)).visibilityTimeout(700));
        });
    functions.fail();
    assertTrue(fire().told().get(0).endsWith(" again, hidden for 700 s"));
  }
}
