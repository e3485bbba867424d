package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;

/** Lists as IAM pages them: IsTruncated and Marker. */
final class IamPages {
  private IamPages() {}

  static Reply of(Call call, String member, List<JsonNode> all) {
    int from = call.optional("Marker").map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + call.number("MaxItems", 100));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(member).addAll(all.subList(Math.min(from, to), to));
    body.put("IsTruncated", to < all.size());
    if (to < all.size()) {
      body.put("Marker", String.valueOf(to));
    }
    return Reply.of(body);
  }
}
