package dev.portolan.sandbox.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;

/** Lists as CloudWatch Logs pages them: nextToken when there is more. */
final class LogPages {
  private LogPages() {}

  static Reply of(Call call, String member, List<JsonNode> all) {
    return of(call, member, all, 50);
  }

  static Reply of(Call call, String member, List<JsonNode> all, int most) {
    int from;
    try {
      from = call.optional("nextToken").map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException e) {
      throw LogsError.INVALID.refusal("The specified nextToken is invalid.");
    }
    int to = Math.min(all.size(), from + call.number("limit", most));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(member).addAll(all.subList(Math.min(from, to), to));
    if (to < all.size()) {
      body.put("nextToken", String.valueOf(to));
    }
    return Reply.of(body);
  }
}
