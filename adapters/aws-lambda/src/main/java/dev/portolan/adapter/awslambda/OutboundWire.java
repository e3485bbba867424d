package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages of a function's own as SQS holds them, so that {@link Messages} reads the same event.
 *
 * <p>The data is the message, and the event's attributes are the message's, {@code ce-id} and
 * {@code content-type}. Where that cannot be, the message is the event in JSON: "A message can have
 * up to 10 attributes", none of them empty, and holds text, of at least one character
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html).
 */
final class OutboundWire {
  private static final int MOST_ATTRIBUTES = 10;

  /** "The message attribute name can be up to 256 characters long", ours begin with {@code ce-}. */
  private static final int LONGEST_NAME = 253;

  private static final String JSON = "application/cloudevents+json; charset=utf-8";

  private OutboundWire() {}

  /**
   * @param ordered whether it is for a queue that keeps an order
   */
  static SqsCalls.Letter letter(OutboundMessage message, boolean ordered)
      throws GeneralSecurityException {
    Map<String, String> attributes = binary(message);
    String text = attributes == null ? json(message) : text(message);
    return new SqsCalls.Letter(
        text,
        attributes == null ? Map.of("content-type", JSON) : attributes,
        message.partitionKey(),
        ordered ? once(message) : null);
  }

  /**
   * "Producers MUST ensure that source + id is unique for each distinct event", which one does not
   * that sends what it was handed again with other data.
   */
  private static String once(OutboundMessage message) throws GeneralSecurityException {
    String source = message.attributes().get("source");
    String all = source + "\n" + message.id() + "\n" + Signer.digest(message.data());
    return Signer.digest(all.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * How many bytes of a queue's limit a message takes: its attributes count, names and types too.
   */
  static int size(SqsCalls.Letter letter) {
    int size = letter.text().getBytes(StandardCharsets.UTF_8).length;
    for (Map.Entry<String, String> each : letter.attributes().entrySet()) {
      size += each.getKey().length() + "String".length();
      size += each.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  private static String text(OutboundMessage message) {
    return new String(message.data(), StandardCharsets.UTF_8);
  }

  /** The attributes of a message that is the data; {@code null} if it cannot be. */
  private static Map<String, String> binary(OutboundMessage message) {
    String mediaType = message.contentType();
    if (mediaType == null
        || message.isEventForm()
        || message.data().length == 0
        || message.attributes().size() >= MOST_ATTRIBUTES
        || !Utf8.isValid(message.data())
        || !SqsCalls.isLegal(text(message))) {
      return null;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("content-type", mediaType);
    for (Map.Entry<String, String> each : message.attributes().entrySet()) {
      boolean fits = each.getKey().length() <= LONGEST_NAME && !each.getValue().isEmpty();
      if (!fits || !SqsCalls.isLegal(each.getValue())) {
        return null;
      }
      attributes.put("ce-".concat(each.getKey()), each.getValue());
    }
    return attributes;
  }

  private static String json(OutboundMessage message) {
    Map<String, Object> event = new LinkedHashMap<>(message.attributes());
    String mediaType = message.contentType();
    RecordWire.put(event, "datacontenttype", mediaType);
    if (message.data().length > 0) {
      Object tree = "application/json".equals(mediaType) ? tree(message.data()) : null;
      RecordWire.put(event, "data", tree);
      if (tree == null) {
        event.put("data_base64", Base64.getEncoder().encodeToString(message.data()));
      }
    } else if (mediaType != null) {
      event.put("data", "");
    }
    byte[] json = new JsonWriter().value(event).toBytes();
    return SqsCalls.legal(new String(json, StandardCharsets.UTF_8));
  }

  private static Object tree(byte[] data) {
    try {
      return JsonReader.read(data);
    } catch (CodecException noJson) {
      return null;
    }
  }
}
