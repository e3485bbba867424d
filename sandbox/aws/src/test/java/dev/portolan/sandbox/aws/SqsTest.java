package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.aws.protocol.Identity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Queues, and the messages in them. */
class SqsTest {
  private static final String GONE = "AWS.SimpleQueueService.NonExistentQueue";

  private final FakeTime time = new FakeTime();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time);
  private final SqsClient sqs = Sdk.inProcess(aws).sqs();

  private String queue(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(q -> q.queueName(name).attributes(attributes)).queueUrl();
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(10)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private List<String> bodies(String url) {
    return receive(url).stream().map(Message::body).toList();
  }

  @TestFactory
  Stream<DynamicTest> aQueueIsThereOnceAndHoldsWhatIsSent() {
    return OnEachTransport.of(
        (sdk, cloud) -> {
          SqsClient client = sdk.sqs();
          String url = client.createQueue(q -> q.queueName("to-pack")).queueUrl();
          assertTrue(url.endsWith("/123456789012/to-pack"), url);
          assertEquals(url, client.getQueueUrl(q -> q.queueName("to-pack")).queueUrl());
          MessageAttributeValue type =
              MessageAttributeValue.builder().dataType("String").stringValue("placed").build();
          MessageAttributeValue raw =
              MessageAttributeValue.builder()
                  .dataType("Binary")
                  .binaryValue(SdkBytes.fromUtf8String("x"))
                  .build();
          client.sendMessage(
              m ->
                  m.queueUrl(url)
                      .messageBody("péché")
                      .messageAttributes(Map.of("ce-type", type, "raw", raw)));
          Message message =
              client
                  .receiveMessage(r -> r.queueUrl(url).messageAttributeNames("All"))
                  .messages()
                  .get(0);
          assertEquals("péché", message.body());
          assertEquals(type, message.messageAttributes().get("ce-type"));
          assertEquals(raw, message.messageAttributes().get("raw"));
          client.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
        });
  }

  @TestFactory
  Stream<DynamicTest> whoMaySendMaySendABatchAndFindThatQueueAlone() {
    return OnEachTransport.of(
        (sdk, cloud) -> {
          sdk.sqs().createQueue(q -> q.queueName("to-pack"));
          String other = sdk.sqs().createQueue(q -> q.queueName("other")).queueUrl();
          String role = Functions.role(sdk, "r");
          sdk.iam()
              .putRolePolicy(
                  p ->
                      p.roleName("r")
                          .policyName("queue")
                          .policyDocument(
                              "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                  + "\"Action\":[\"sqs:SendMessage\",\"sqs:GetQueueUrl\"],"
                                  + "\"Resource\":\"arn:aws:sqs:us-east-1:123456789012:to-pack\"}]}"));
          Identity identity = cloud.assume(role);
          SqsClient function =
              sdk.with(
                      StaticCredentialsProvider.create(
                          AwsSessionCredentials.create(
                              identity.accessKeyId(),
                              identity.secretKey(),
                              identity.sessionToken().orElseThrow())))
                  .sqs();
          String url = function.getQueueUrl(q -> q.queueName("to-pack")).queueUrl();
          SendMessageBatchRequestEntry one =
              SendMessageBatchRequestEntry.builder().id("a").messageBody("one").build();
          assertEquals(
              1, function.sendMessageBatch(b -> b.queueUrl(url).entries(one)).successful().size());
          String code = "AccessDeniedException";
          refused(403, code, () -> function.getQueueUrl(q -> q.queueName("other")));
          refused(403, code, () -> function.sendMessageBatch(b -> b.queueUrl(other).entries(one)));
        });
  }

  @Test
  void whatAMessageMayNotHoldIsRefused() {
    String url = queue("to-pack", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
    MessageAttributeValue.Builder text = MessageAttributeValue.builder().dataType("String");
    MessageAttributeValue some = text.stringValue("a".repeat(600)).build();
    refused(
        400,
        "InvalidMessageContents",
        () -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("\u0001")));
    refused(
        400,
        "InvalidMessageContents",
        () -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("\uffff")));
    refused(400, "MissingParameter", () -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("")));
    refused(
        400,
        "InvalidParameterValue",
        () ->
            sqs.sendMessage(
                m ->
                    m.queueUrl(url)
                        .messageBody("a".repeat(600))
                        .messageAttributes(Map.of("a", some))));
    MessageAttributeValue empty = text.stringValue("").build();
    refused(
        400,
        "InvalidParameterValue",
        () ->
            sqs.sendMessage(
                m -> m.queueUrl(url).messageBody("a").messageAttributes(Map.of("a", empty))));
    Map<String, MessageAttributeValue> eleven = new HashMap<>();
    for (int i = 0; i < 11; i++) {
      eleven.put("a" + i, text.stringValue("1").build());
    }
    refused(
        400,
        "InvalidParameterValue",
        () -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("a").messageAttributes(eleven)));
    assertEquals(List.of(), bodies(url));
  }

  @Test
  void whatIsAskedForOtherwiseIsRefused() {
    String url = queue("to-pack", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60"));
    assertEquals(url, queue("to-pack", Map.of()));
    assertEquals(url, queue("to-pack", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")));
    refused(
        400,
        "QueueAlreadyExists",
        () -> queue("to-pack", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "61")));
    refused(400, "InvalidParameterValue", () -> queue("to pack", Map.of()));
    refused(400, "InvalidParameterValue", () -> queue("to-pack.fifo", Map.of()));
    refused(
        400,
        "InvalidParameterValue",
        () -> queue("to-pack", Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    refused(
        400,
        "InvalidAttributeValue",
        () -> queue("other", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "50000")));
    refused(
        400, "InvalidAttributeName", () -> queue("other", Map.of(QueueAttributeName.POLICY, "{}")));
    assertThrows(
        QueueDoesNotExistException.class, () -> sqs.getQueueUrl(q -> q.queueName("other")));
    refused(400, GONE, () -> sqs.sendMessage(m -> m.queueUrl(url + "x").messageBody("a")));
    refused(
        400,
        "InvalidParameterValue",
        () -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("x".repeat(1_048_577))));
    sqs.deleteQueue(d -> d.queueUrl(url));
    refused(400, "AWS.SimpleQueueService.QueueDeletedRecently", () -> queue("to-pack", Map.of()));
    time.sleep(Duration.ofSeconds(60));
    assertEquals(url, queue("to-pack", Map.of()));
  }

  @Test
  void attributesAndTagsAreKept() {
    String url =
        sqs.createQueue(q -> q.queueName("to-pack").tags(Map.of("team", "blue"))).queueUrl();
    sqs.setQueueAttributes(
        s -> s.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "90")));
    Map<QueueAttributeName, String> all =
        sqs.getQueueAttributes(g -> g.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    assertEquals("90", all.get(QueueAttributeName.VISIBILITY_TIMEOUT));
    assertEquals(
        "arn:aws:sqs:us-east-1:123456789012:to-pack", all.get(QueueAttributeName.QUEUE_ARN));
    assertEquals("0", all.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    sqs.tagQueue(t -> t.queueUrl(url).tags(Map.of("cost", "1")));
    sqs.untagQueue(t -> t.queueUrl(url).tagKeys("team"));
    assertEquals(Map.of("cost", "1"), sqs.listQueueTags(t -> t.queueUrl(url)).tags());
    assertEquals(List.of(url), sqs.listQueues(l -> l.queueNamePrefix("to-")).queueUrls());
  }

  @Test
  void aMessageIsHiddenFromOthersForItsTimeAndComesAgain() {
    String url = queue("to-pack", Map.of());
    sqs.sendMessage(m -> m.queueUrl(url).messageBody("one"));
    Message first = receive(url).get(0);
    assertEquals("1", first.attributesAsStrings().get("ApproximateReceiveCount"));
    assertEquals(List.of(), bodies(url));
    time.sleep(Duration.ofSeconds(30));
    Message again = receive(url).get(0);
    assertEquals(first.messageId(), again.messageId());
    assertEquals("2", again.attributesAsStrings().get("ApproximateReceiveCount"));
    assertNotEquals(first.receiptHandle(), again.receiptHandle());
    sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(first.receiptHandle()));
    sqs.changeMessageVisibility(
        c -> c.queueUrl(url).receiptHandle(again.receiptHandle()).visibilityTimeout(0));
    assertEquals(List.of("one"), bodies(url));
    time.sleep(Duration.ofDays(5));
    assertEquals(List.of(), bodies(url));
  }

  @Test
  void whatComesTooOftenIsPutAside() {
    String aside = queue("lost", Map.of());
    String url =
        queue(
            "to-pack",
            Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:lost\","
                    + "\"maxReceiveCount\":\"2\"}"));
    sqs.sendMessage(m -> m.queueUrl(url).messageBody("one"));
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of("one"), bodies(url));
      time.sleep(Duration.ofSeconds(30));
    }
    assertEquals(List.of(), bodies(url));
    assertEquals(List.of("one"), bodies(aside));
  }

  @Test
  void aFifoQueueKeepsTheOrderOfAGroupAndTakesAMessageOnce() {
    String url =
        queue(
            "to-pack.fifo",
            Map.of(
                QueueAttributeName.FIFO_QUEUE,
                "true",
                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                "true"));
    refused(400, "MissingParameter", () -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("x")));
    send(url, "a", "a1");
    send(url, "a", "a1");
    send(url, "a", "a2");
    send(url, "b", "b1");
    Message first =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(1)).messages().get(0);
    assertEquals("a1", first.body());
    assertEquals(List.of("b1"), bodies(url));
    sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(first.receiptHandle()));
    assertEquals(List.of("a2"), bodies(url));
  }

  private void send(String url, String group, String body) {
    sqs.sendMessage(m -> m.queueUrl(url).messageGroupId(group).messageBody(body));
  }

  @Test
  void ofABatchEachSucceedsOrFailsAlone() {
    String url = queue("to-pack", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
    var answer =
        sqs.sendMessageBatch(
            b -> b.queueUrl(url).entries(entry("1", "one"), entry("2", "x".repeat(1025))));
    assertEquals("1", answer.successful().get(0).id());
    assertEquals("2", answer.failed().get(0).id());
    assertEquals(List.of("one"), bodies(url));
    sqs.purgeQueue(p -> p.queueUrl(url));
    time.sleep(Duration.ofSeconds(30));
    assertEquals(List.of(), bodies(url));
  }

  private static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
  }
}
