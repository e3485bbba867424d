package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.portolan.Event;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.FailedInvocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
  private HttpServer sqs;

  @BeforeEach
  void start() throws IOException {
    sqs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sqs.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          sent.add((Map<?, ?>) JsonReader.read(body));
          targets.add(
              exchange.getRequestHeaders().getFirst("X-Amz-Target")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + exchange
                      .getRequestHeaders()
                      .getFirst("Authorization")
                      .replaceFirst(".*Credential=[^/]*/[0-9]*/([^,]*),.*", "$1"));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    sqs.start();
  }

  @AfterEach
  void stop() {
    sqs.stop(0);
  }

  private Recipient recipient(String input, String queue) {
    return Recipient.of(
        input,
        "PORTOLAN_DEAD_LETTER",
        queue,
        "AWS_ENDPOINT_URL_SQS",
        "http://127.0.0.1:" + sqs.getAddress().getPort(),
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
}
