package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an update does: {@code SET name = :value, … REMOVE name, …}, names as they are or {@code
 * #n}.
 */
record UpdateExpression(String text, JsonNode names, JsonNode values) {
  private static final Pattern CLAUSE =
      Pattern.compile("\\s*(SET|REMOVE)\\s+(.*?)(?=\\s+(?:SET|REMOVE)\\s|$)", Pattern.DOTALL);

  private static final Pattern SET = Pattern.compile("\\s*(#?\\w+)\\s*=\\s*(:\\w+)\\s*");
  private static final Pattern REMOVE = Pattern.compile("\\s*(#?\\w+)\\s*");

  static UpdateExpression of(Call call) {
    return new UpdateExpression(
        call.text("UpdateExpression"),
        call.get("ExpressionAttributeNames"),
        call.get("ExpressionAttributeValues"));
  }

  void apply(ObjectNode item) {
    int end = 0;
    Matcher clause = CLAUSE.matcher(text);
    while (clause.find(end) && clause.start() == end && clause.end() > end) {
      for (String part : clause.group(2).split(",")) {
        if (clause.group(1).equals("SET")) {
          set(item, part);
        } else {
          item.remove(name(matched(REMOVE, part).group(1)));
        }
      }
      end = clause.end();
    }
    if (end < text.length()) {
      throw DynamoDbError.EXPRESSION_HERE.refusal(text.substring(end));
    }
  }

  private void set(ObjectNode item, String part) {
    Matcher found = matched(SET, part);
    JsonNode value = values.path(found.group(2));
    if (value.isMissingNode()) {
      throw DynamoDbError.EXPRESSION_HERE.refusal(part);
    }
    item.set(name(found.group(1)), value.deepCopy());
  }

  private static Matcher matched(Pattern pattern, String part) {
    Matcher found = pattern.matcher(part);
    if (!found.matches()) {
      throw DynamoDbError.EXPRESSION_HERE.refusal(part);
    }
    return found;
  }

  private String name(String given) {
    return given.startsWith("#") ? names.path(given).asText() : given;
  }
}
