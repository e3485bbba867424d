package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Holds what a message is made of against what SQS takes, and counts its bytes: "Name, Type, Value,
 * and the message body ... are part of the message size restriction".
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Message
 *     attributes</a>
 */
final class LetterText {
  private static final int MOST_ATTRIBUTES = 10;

  private LetterText() {}

  static int bytes(JsonNode attributes) {
    if (attributes.size() > MOST_ATTRIBUTES) {
      throw SqsError.MANY_ATTRIBUTES.refusal(attributes.size());
    }
    int bytes = 0;
    for (Map.Entry<String, JsonNode> each : attributes.properties()) {
      String name = each.getKey();
      String type = each.getValue().path("DataType").asText();
      if (!name.matches("[A-Za-z0-9_.-]{1,256}")) {
        throw SqsError.ATTRIBUTE_NAMED.refusal(name);
      }
      String text = each.getValue().path("StringValue").asText();
      String raw = each.getValue().path("BinaryValue").asText();
      if (text.isEmpty() && raw.isEmpty()) {
        throw SqsError.EMPTY_ATTRIBUTE.refusal(name, type);
      }
      bytes += name.length() + type.length() + bytes(text);
      bytes += Base64.getDecoder().decode(raw).length;
    }
    return bytes;
  }

  static int bytes(String text) {
    boolean legal =
        text.chars()
            .allMatch(c -> c == 9 || c == 10 || c == 13 || c >= 32 && c != 0xFFFE && c != 0xFFFF);
    if (!legal) {
      throw SqsError.CONTENTS.refusal();
    }
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
