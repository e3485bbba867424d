package dev.portolan.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;

/** Lists as EventBridge Scheduler pages them. */
final class SchedulerPages {
  private SchedulerPages() {}

  static Reply of(Call call, String member, List<JsonNode> all) {
    int from = call.optional("NextToken").map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + call.number("MaxResults", 100));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(member).addAll(all.subList(Math.min(from, to), to));
    if (to < all.size()) {
      body.put("NextToken", String.valueOf(to));
    }
    return Reply.of(body);
  }
}
