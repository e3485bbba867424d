package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.FailedInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that shall come again after a delay is hidden for so long. */
final class VisibilityTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 200;
  private ToldAws sqs;

  @BeforeEach
  void start() throws IOException {
    sqs =
        ToldAws.start(
            request -> {
              byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
              asked.add(
                  request.header("X-Amz-Target") + " " + told((Map<?, ?>) JsonReader.read(body)));
              return new ToldAws.Told(status, Map.of(), "{}");
            });
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  private static String told(Map<?, ?> body) {
    return body.get("QueueUrl")
        + " "
        + body.get("ReceiptHandle")
        + " "
        + body.get("VisibilityTimeout");
  }

  private Recipient recipient(String input) {
    return Recipient.of(
        input,
        "AWS_ENDPOINT_URL_SQS",
        sqs.url(),
        "AWS_REGION",
        "eu-west-1",
        "AWS_ACCESS_KEY_ID",
        "AKIA",
        "AWS_SECRET_ACCESS_KEY",
        "secret");
  }

  private static String hidden(String receipt, long seconds) {
    return "AmazonSQS.ChangeMessageVisibility https://sqs.eu-west-1.amazonaws.com/123456789012/q "
        + receipt
        + " "
        + seconds;
  }

  @Test
  void thatMessageAloneIsHidden() {
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"},"
            + "{\"itemIdentifier\":\"m3\"}]}",
        recipient("java.lang.String").send(Batches.sqs("a", "later", "retry", "bug")));
    assertEquals(List.of(hidden("r1", 91)), asked);
  }

  @Test
  void noLongerThanSqsTakes() {
    recipient("java.lang.String").send(Batches.sqs("a", "tomorrow"));
    assertEquals(List.of(hidden("r1", 42_000)), asked);
  }

  @Test
  void eachOfThoseThatAllFailed() {
    Recipient recipient = recipient("java.lang.String");
    assertThrows(FailedInvocation.class, () -> recipient.send(Batches.sqs("later", "later")));
    assertEquals(List.of(hidden("r0", 91), hidden("r1", 91)), asked);
  }

  @Test
  void ofBatchesToo() {
    recipient("dev.portolan.Batch<java.lang.String>").send(Batches.sqs("a", "later"));
    assertEquals(List.of(hidden("r1", 91)), asked);
  }

  @Test
  void whoeverMayNotHideItHasItComeAgainAllTheSame() {
    status = 403;
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}",
        recipient("java.lang.String").send(Batches.sqs("a", "later")));
    assertEquals(1, asked.size());
  }

  @Test
  void whatSqsDoesNotAnswerIsNotAskedAgainForTheNextMessage() {
    status = 503;
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"},"
            + "{\"itemIdentifier\":\"m3\"}]}",
        recipient("java.lang.String").send(Batches.sqs("a", "later", "later", "later")));
    assertEquals(Set.of(hidden("r1", 91)), Set.copyOf(asked), "three tries for one message");
  }

  @Test
  void aQueueOfAnotherRegionIsSentNothing() {
    String batch = Batches.sqs("a", "later").replace("eu-west-1", "evil.example/x");
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}",
        recipient("java.lang.String").send(batch));
    assertEquals(List.of(), asked);
  }

  @Test
  void streamsKnowNoDelays() {
    recipient("java.lang.String").send(Batches.kinesis("a", "later"));
    assertEquals(List.of(), asked);
  }
}
