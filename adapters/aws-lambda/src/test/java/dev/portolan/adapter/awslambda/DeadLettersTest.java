package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.FailedInvocation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was refused for good is sent to the dead letters, or comes again. */
final class DeadLettersTest {
  private static final String NONE = "{\"batchItemFailures\":[]}";

  private final List<String> targets = Collections.synchronizedList(new ArrayList<>());
  private final List<Map<?, ?>> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 200;

  /** What is answered to a message with this text. */
  private volatile String refusal = "";

  private volatile String refused;
  private ToldAws sqs;

  @BeforeEach
  void start() throws IOException {
    sqs =
        ToldAws.start(
            asked -> {
              sent.add((Map<?, ?>) JsonReader.read(asked.body().getBytes(StandardCharsets.UTF_8)));
              targets.add(
                  asked.header("X-Amz-Target")
                      + " "
                      + asked.header("Content-Type")
                      + " "
                      + asked
                          .header("Authorization")
                          .replaceFirst(".*Credential=[^/]*/[0-9]*/([^,]*),.*", "$1"));
              boolean refuses = !refusal.isEmpty() && asked.body().contains(refused);
              return new ToldAws.Told(refuses ? 400 : status, Map.of(), refuses ? refusal : "");
            });
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  private Recipient recipient(String input, String queue) {
    return Recipient.of(
        input,
        "PORTOLAN_DEAD_LETTER",
        queue,
        "AWS_ENDPOINT_URL_SQS",
        sqs.url(),
        "AWS_REGION",
        "eu-west-1",
        "AWS_ACCESS_KEY_ID",
        "AKIA",
        "AWS_SECRET_ACCESS_KEY",
        "secret");
  }

  private Map<?, ?> letter(int index) {
    String message = (String) sent.get(index).get("MessageBody");
    return (Map<?, ?>) JsonReader.read(message.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("a refused message is sent as the event it is, and acknowledged")
  void refused() {
    String queue = "https://sqs.us-east-2.amazonaws.com/123456789012/dead";
    assertEquals(NONE, recipient("java.lang.String", queue).send(Batches.sqs("a", "reject")));
    assertEquals(
        List.of("AmazonSQS.SendMessage application/x-amz-json-1.0 us-east-2/sqs/aws4_request"),
        targets);
    assertEquals(queue, sent.get(0).get("QueueUrl"));
    assertEquals("m1", letter(0).get("id"));
    assertEquals("1.0", letter(0).get("specversion"));
    assertEquals("text/plain; charset=utf-8", letter(0).get("datacontenttype"));
    String again = (String) sent.get(0).get("MessageBody");
    Recipient.of("dev.portolan.Event<java.lang.String>")
        .send(Batches.kinesis(again).replace("\n", ""));
    Event<?> event = (Event<?>) Recipient.HANDED.get(0);
    assertEquals("m1", event.id(), "sent again, it is the same event");
    assertEquals("reject", event.data());
  }

  @Test
  @DisplayName(
      "a queue in order gets a group and a number against doubles; a name of its own region")
  void fifo() {
    recipient("java.lang.String", "http://127.0.0.1/000000000000/dead.fifo")
        .send(Batches.kinesis("reject"));
    assertEquals(64, ((String) sent.get(0).get("MessageDeduplicationId")).length());
    assertEquals(64, ((String) sent.get(0).get("MessageGroupId")).length());
    assertTrue(targets.get(0).endsWith("eu-west-1/sqs/aws4_request"), targets.get(0));
  }

  @Test
  @DisplayName("what could not be read is kept as it came")
  void unreadable() {
    Recipient recipient = recipient("java.lang.String", "http://127.0.0.1/0/dead");
    assertEquals(NONE, recipient.send("{\"Records\":[{\"eventSource\":\"aws:sqs\",\"x\":1}]}"));
    assertEquals(Map.of("eventSource", "aws:sqs", "x", 1L), letter(0));
    assertEquals("null", recipient.send(Batches.sns("reject")));
    assertEquals("n1", letter(1).get("id"));
  }

  @Test
  @DisplayName("if it cannot be sent the record comes again, so that nothing is lost")
  void notSent() {
    Recipient recipient = recipient("java.lang.String", "http://127.0.0.1/0/dead");
    status = 403;
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}",
        recipient.send(Batches.sqs("reject", "a")));
    assertThrows(FailedInvocation.class, () -> recipient.send(Batches.sns("reject")));
    assertThrows(
        FailedInvocation.class,
        () -> recipient.send("{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}"),
        "nobody knows it by name");
    int before = sent.size();
    status = 503;
    assertThrows(FailedInvocation.class, () -> recipient.send(Batches.sns("reject")));
    assertEquals(before + 3, sent.size(), "a failure of the service is tried again");
    Recipient nowhere = recipient("java.lang.String", "not a url");
    assertThrows(FailedInvocation.class, () -> nowhere.send(Batches.sns("reject")));
  }

  @Test
  @DisplayName("a key that is no text makes a group too")
  void keyOfNumbers() {
    String event =
        "{'specversion':'1.0','id':'8','source':'/s','type':'t','partitionkey':7,'data':'reject'}";
    assertEquals(
        NONE,
        recipient("java.lang.String", "http://127.0.0.1/0/dead.fifo")
            .send(Batches.kinesis(event.replace('\'', '"'))));
    assertEquals(64, ((String) sent.get(0).get("MessageGroupId")).length());
  }

  @Test
  @DisplayName("what SQS will never take goes without its data, and never comes again")
  void neverTaken() {
    Recipient recipient = recipient("java.lang.Integer", "http://127.0.0.1/0/dead");
    String big = "x".repeat(1_100_000);
    assertEquals(NONE, recipient.send(Batches.sqs(big)));
    assertEquals(1, sent.size());
    assertEquals("m0", letter(0).get("id"));
    assertEquals("true", letter(0).get("portolanshortened"));
    assertEquals(null, letter(0).get("data_base64"));
    refused = "data_base64";
    refusal =
        "{\"__type\":\"com.amazonaws.sqs#InvalidParameterValue\",\"message\":"
            + "\"Reason: Message must be shorter than 1024 bytes.\"}";
    assertEquals(NONE, recipient.send(Batches.sqs("a")));
    assertEquals("true", letter(2).get("portolanshortened"));
    refused = "m0";
    refusal = "{\"__type\":\"com.amazonaws.sqs#InvalidMessageContents\"}";
    assertEquals(NONE, recipient.send(Batches.sqs("a")), "the log says what is lost");
    assertEquals(5, sent.size());
  }

  @Test
  @DisplayName("characters that no message may have are escaped")
  void characters() {
    Recipient recipient = recipient("java.lang.Integer", "http://127.0.0.1/0/dead");
    assertEquals(NONE, recipient.send(Batches.sqs("\\\"a\uFFFF\\\"")));
    assertTrue(((String) sent.get(0).get("MessageBody")).contains("a\\uFFFF"));
    assertEquals("a\uFFFF", letter(0).get("data"));
  }

  @Test
  @DisplayName("nothing is sent when the time is up")
  void timeIsUp() {
    Map<String, String> variables =
        Map.of("AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "secret");
    AwsCalls calls = new AwsCalls(variables, "sqs", "AWS_ENDPOINT_URL_SQS", null, 0);
    URI endpoint = URI.create(sqs.url() + "/");
    IOException late =
        assertThrows(
            IOException.class,
            () -> calls.send(endpoint, "AmazonSQS.SendMessage", "r", new JsonWriter().raw("{}")));
    assertEquals("no time is left to call sqs", late.getMessage());
    assertEquals(List.of(), sent);
  }
}
