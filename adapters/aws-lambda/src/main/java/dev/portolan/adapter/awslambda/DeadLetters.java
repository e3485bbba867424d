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
 * be read is kept as it came. What SQS will never take goes without its data; if not even that, the
 * log says what is lost, since it would come again for ever.
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
    String what = LostEvent.named(named.get("id"), named.get("source"));
    System.Logger logger = System.getLogger(invoker.functionName());
    try {
      Object letter = event == null ? records.raw(index) : readable(event);
      boolean whole = send(queue, letter, event, call);
      if (!whole && !send(queue, shortened(named), event, call)) {
        LostEvent.log(named, why + ", and SQS takes no dead letter of it", invoker);
        return true;
      }
      String sent =
          whole ? " went to the dead letters: " : " went to the dead letters without its data: ";
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

  /** The attributes alone, and a word that there was more. */
  private static Map<String, Object> shortened(Map<?, ?> named) {
    Map<String, Object> shortened = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : named.entrySet()) {
      String name = (String) each.getKey();
      if (!name.equals("data") && !name.equals("data_base64") && !name.equals("datacontenttype")) {
        shortened.put(name, each.getValue());
      }
    }
    shortened.put("portolanshortened", "true");
    return shortened;
  }

  /** Sends a letter; says false if SQS will never take it. */
  private static boolean send(
      String queue, Object letter, Map<String, Object> event, LambdaCall call)
      throws IOException, GeneralSecurityException {
    byte[] text = new JsonWriter().value(letter).toBytes();
    if (text.length > SqsCalls.MOST_BYTES) {
      return false;
    }
    SqsCalls.Letter message =
        new SqsCalls.Letter(
            SqsCalls.legal(new String(text, StandardCharsets.UTF_8)),
            Map.of(),
            event == null ? null : event.get("partitionkey"),
            SqsCalls.isOrdered(queue) ? Signer.digest(text) : null);
    AwsAnswer answer =
        new SqsCalls(call.environment(), call.traceHeader())
            .send(queue, message, call.remainingMillis());
    if (answer.status() != 200 && !isOfContents(answer)) {
      throw new IOException("SQS answered " + answer.status());
    }
    return answer.status() == 200;
  }

  /** Whether it is refused for what it holds, or for "Message must be shorter than … bytes". */
  private static boolean isOfContents(AwsAnswer answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    return answer.status() == 413
        || answer.status() == 400
            && (body.contains("InvalidMessageContents") || body.contains("must be shorter than"));
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
