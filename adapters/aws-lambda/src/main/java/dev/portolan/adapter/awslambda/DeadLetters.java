package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.LostEvent;
import dev.portolan.runtime.OneLine;
import dev.portolan.runtime.UntoldData;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what a function refused for good in the queue that {@code PORTOLAN_DEAD_LETTER} names by
 * its URL; where there is none, says in the log what is lost.
 *
 * <p>A message is the event as JSON, so that one that is sent again is that event; what could not
 * be read is kept as it came.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
final class DeadLetters {
  static final String VARIABLE = "PORTOLAN_DEAD_LETTER";

  private DeadLetters() {}

  /** Whether the record is taken care of; if not it must come again. */
  static boolean take(
      LambdaRecords records, int index, String why, Invoker invoker, LambdaCall call) {
    Map<String, Object> event = records.known(index);
    Map<?, ?> named = event == null ? unread(records, index) : event;
    String queue = call.environment().get(VARIABLE);
    if (queue == null || queue.isEmpty()) {
      LostEvent.log(named, why, invoker);
      return true;
    }
    String what = "Event " + OneLine.of(named.get("id")) + " of " + OneLine.of(named.get("source"));
    System.Logger logger = System.getLogger(invoker.functionName());
    try {
      send(queue, event == null ? records.raw(index) : event, event, call);
      String sent = " went to the dead letters: ";
      logger.log(System.Logger.Level.WARNING, what + sent + OneLine.of(why));
      return true;
    } catch (IOException | GeneralSecurityException | RuntimeException failed) {
      String again = " was refused and comes again, since its dead letter could not be sent";
      logger.log(System.Logger.Level.ERROR, what + again, failed);
      return false;
    }
  }

  private static Map<?, ?> unread(LambdaRecords records, int index) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("id", records.id(index));
    if (records.raw(index) instanceof Map) {
      named.put("source", ((Map<?, ?>) records.raw(index)).get("eventSourceARN"));
    }
    return named;
  }

  private static void send(String queue, Object letter, Map<String, Object> event, LambdaCall call)
      throws IOException, GeneralSecurityException {
    byte[] text = new JsonWriter().value(event == null ? letter : readable(event)).toBytes();
    String message = new String(text, StandardCharsets.UTF_8);
    JsonWriter body = new JsonWriter().raw("{\"QueueUrl\":").string(queue);
    body.raw(",\"MessageBody\":").string(message);
    if (queue.endsWith(".fifo")) {
      String key = event == null ? null : (String) event.get("partitionkey");
      body.raw(",\"MessageGroupId\":").string(group(key));
      body.raw(",\"MessageDeduplicationId\":").string(Signer.digest(text));
    }
    URI address = URI.create(queue);
    AwsCalls calls = new AwsCalls(call.environment(), "sqs", "AWS_ENDPOINT_URL_SQS");
    String region = region(address, call.environment());
    URI endpoint = URI.create(address.getScheme() + "://" + address.getRawAuthority() + "/");
    Wire.Answer answer =
        calls.send(calls.endpoint(endpoint), "AmazonSQS.SendMessage", region, body.raw("}"));
    if (answer.status() != 200) {
      throw new IOException("SQS answered " + answer.status());
    }
  }

  /** "up to 128 alphanumeric characters and punctuation", which a key need not be. */
  private static String group(String key) throws GeneralSecurityException {
    return key == null ? "portolan" : Signer.digest(key.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code sqs.eu-west-1.amazonaws.com} names its region; elsewhere it is the function's. */
  private static String region(URI queue, Map<String, String> environment) throws IOException {
    String host = String.valueOf(queue.getHost());
    String[] parts = host.split("\\.");
    return host.startsWith("sqs.") && host.contains(".amazonaws.com") && parts.length > 3
        ? parts[1]
        : AwsCalls.region(environment);
  }

  /** The event with its data as JSON, if it is that, else as text or Base64. */
  private static Map<String, Object> readable(Map<String, Object> event) {
    Map<String, Object> readable = new LinkedHashMap<>(event);
    Object data = event.get("data");
    byte[] bytes =
        data instanceof UntoldData
            ? ((UntoldData) data).bytes()
            : data instanceof byte[] ? (byte[]) data : null;
    if (bytes == null) {
      return readable;
    }
    readable.remove("data");
    Object mediaType = event.get("datacontenttype");
    if (mediaType == null) {
      try {
        readable.put("data", JsonReader.read(bytes));
        return readable;
      } catch (CodecException noJson) {
        // text or bytes then
      }
    }
    if (mediaType == null && Utf8.isValid(bytes)) {
      readable.put("datacontenttype", "text/plain; charset=utf-8");
    }
    readable.put("data_base64", Base64.getEncoder().encodeToString(bytes));
    return readable;
  }
}
