package dev.portolan.adapter.awslambda;

import dev.portolan.codec.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Sends messages to queues, and hides what came from them, with the credentials of the function's
 * role.
 *
 * <p>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
final class SqsCalls {
  /** "The maximum is 1,048,576 bytes (1 MiB)"; a queue may have a lower one. */
  static final int MOST_BYTES = 1_048_576;

  private final Map<String, String> environment;
  private final String trace;

  SqsCalls(Map<String, String> environment, String trace) {
    this.environment = environment;
    this.trace = trace;
  }

  /**
   * A message.
   *
   * @param key a queue in order keeps those of one key in order; {@code null} for none, which are
   *     in order among each other
   * @param once a queue in order takes what has the same once in five minutes; {@code null} for one
   *     that keeps none
   */
  record Letter(String text, Map<String, String> attributes, Object key, String once) {}

  /**
   * What SQS answers to a message.
   *
   * @param queue its URL
   * @param millis how long it may take
   */
  AwsAnswer send(String queue, Letter letter, long millis)
      throws IOException, GeneralSecurityException {
    JsonWriter body = new JsonWriter().raw("{\"QueueUrl\":").string(queue);
    body.raw(",\"MessageBody\":").string(letter.text());
    String separator = ",\"MessageAttributes\":{";
    for (Map.Entry<String, String> each : letter.attributes().entrySet()) {
      body.raw(separator).string(each.getKey());
      body.raw(":{\"DataType\":\"String\",\"StringValue\":").string(each.getValue()).raw("}");
      separator = ",";
    }
    body.raw(letter.attributes().isEmpty() ? "" : "}");
    if (isOrdered(queue)) {
      body.raw(",\"MessageGroupId\":").string(group(letter.key()));
      body.raw(",\"MessageDeduplicationId\":").string(letter.once());
    }
    URI address = URI.create(queue);
    AwsCalls calls = new AwsCalls(environment, "sqs", "AWS_ENDPOINT_URL_SQS", trace, millis);
    URI endpoint = URI.create(address.getScheme() + "://" + address.getRawAuthority() + "/");
    return calls.send(endpoint, "AmazonSQS.SendMessage", region(address), body.raw("}"));
  }

  /**
   * What SQS answers when a message is to be hidden, from now on and for so many seconds.
   *
   * @param queue its ARN
   * @param receipt of the message's last delivery
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html">ChangeMessageVisibility</a>
   */
  AwsAnswer hide(String queue, String receipt, long seconds, long millis)
      throws IOException, GeneralSecurityException {
    String[] parts = queue.split(":");
    // A payload is no reason to send credentials anywhere else.
    if (parts.length != 6 || !parts[3].equals(AwsCalls.region(environment))) {
      throw new IOException("no queue of the function's region");
    }
    String endpoint = "https://" + AwsCalls.host("sqs", parts[3]) + "/";
    JsonWriter body = new JsonWriter().raw("{\"QueueUrl\":");
    body.string(endpoint + parts[4] + "/" + parts[5]).raw(",\"ReceiptHandle\":").string(receipt);
    body.raw(",\"VisibilityTimeout\":" + seconds + "}");
    AwsCalls calls = new AwsCalls(environment, "sqs", "AWS_ENDPOINT_URL_SQS", trace, millis);
    return calls.send(URI.create(endpoint), "AmazonSQS.ChangeMessageVisibility", parts[3], body);
  }

  /**
   * Whether a queue keeps an order: "The name of a FIFO queue … must end with the .fifo suffix".
   */
  static boolean isOrdered(String queue) {
    return queue.endsWith(".fifo");
  }

  /** "up to 128 alphanumeric characters and punctuation", which a key need not be. */
  private static String group(Object key) throws GeneralSecurityException {
    return key == null
        ? "portolan"
        : Signer.digest(String.valueOf(key).getBytes(StandardCharsets.UTF_8));
  }

  /** {@code sqs.eu-west-1.amazonaws.com} names its region; elsewhere it is the function's own. */
  private String region(URI queue) throws IOException {
    String host = String.valueOf(queue.getHost());
    String[] parts = host.split("\\.");
    return parts.length > 3 && host.equals(AwsCalls.host("sqs", parts[1]))
        ? parts[1]
        : AwsCalls.region(environment);
  }

  /**
   * Whether a message may hold this text: "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD |
   * #x10000 to #x10FFFF".
   */
  static boolean isLegal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == '\uFFFE' || c == '\uFFFF') {
        return false;
      }
    }
    return true;
  }

  /** JSON without the two characters of the first plane that a message must not have. */
  static String legal(String json) {
    return json.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
  }
}
