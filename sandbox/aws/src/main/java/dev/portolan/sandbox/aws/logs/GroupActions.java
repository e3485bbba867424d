package dev.portolan.sandbox.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Log groups: their life, how long they keep lines, their tags. */
final class GroupActions {
  private static final List<Integer> RETENTIONS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final LogStore store;

  GroupActions(LogStore store) {
    this.store = store;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateLogGroup", this::create,
        "DescribeLogGroups", this::describe,
        "DeleteLogGroup", this::delete,
        "PutRetentionPolicy", this::keep,
        "DeleteRetentionPolicy", this::keepForever,
        "ListTagsForResource", this::tags,
        "TagResource", this::tag,
        "UntagResource", this::untag);
  }

  static ObjectNode groups(Call call) {
    return call.part(call.regional("logs"), "groups");
  }

  static ObjectNode group(Call call, String name) {
    if (groups(call).get(name) instanceof ObjectNode group) {
      return group;
    }
    throw LogsError.NO_GROUP.refusal();
  }

  private Reply create(Call call) {
    String name = call.text("logGroupName");
    if (groups(call).has(name)) {
      throw LogsError.GROUP_EXISTS.refusal();
    }
    ObjectNode group = groups(call).putObject(name);
    group.put("logGroupName", name);
    group.put("creationTime", call.now().toEpochMilli());
    group.put("metricFilterCount", 0);
    group.put("arn", call.caller().arnOf("logs", "log-group:" + name + ":*"));
    group.put("logGroupArn", call.caller().arnOf("logs", "log-group:" + name));
    group.put("logGroupClass", call.optional("logGroupClass").orElse("STANDARD"));
    if (call.get("tags").size() > 0) {
      group.set("_tags", call.get("tags").deepCopy());
    }
    return Reply.empty();
  }

  private Reply describe(Call call) {
    String prefix = call.text("logGroupNamePrefix");
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode group : groups(call)) {
      String name = group.path("logGroupName").asText();
      if (name.startsWith(prefix)) {
        long size =
            store.read(call.caller().region(), name).stream()
                .mapToLong(event -> event.message().length() + 26)
                .sum();
        ObjectNode shown = group.deepCopy();
        shown.remove(List.of("_tags", "_streams"));
        found.add(shown.put("storedBytes", size));
      }
    }
    found.sort(
        (a, b) -> a.path("logGroupName").asText().compareTo(b.path("logGroupName").asText()));
    return LogPages.of(call, "logGroups", found);
  }

  private Reply delete(Call call) {
    group(call, call.text("logGroupName"));
    groups(call).remove(call.text("logGroupName"));
    store.delete(call.caller().region(), call.text("logGroupName"));
    return Reply.empty();
  }

  private Reply keep(Call call) {
    int days = call.number("retentionInDays", 0);
    if (!RETENTIONS.contains(days)) {
      throw LogsError.RETENTION.refusal(days, RETENTIONS);
    }
    group(call, call.text("logGroupName")).put("retentionInDays", days);
    return Reply.empty();
  }

  private Reply keepForever(Call call) {
    group(call, call.text("logGroupName")).remove("retentionInDays");
    return Reply.empty();
  }

  private static ObjectNode tagged(Call call) {
    for (JsonNode group : groups(call)) {
      if (group.path("logGroupArn").asText().equals(call.text("resourceArn"))) {
        return (ObjectNode) group;
      }
    }
    throw LogsError.NO_GROUP.refusal();
  }

  private Reply tags(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("tags", call.part(tagged(call), "_tags"));
    return Reply.of(body);
  }

  private Reply tag(Call call) {
    call.part(tagged(call), "_tags").setAll((ObjectNode) call.get("tags").deepCopy());
    return Reply.empty();
  }

  private Reply untag(Call call) {
    ObjectNode tags = call.part(tagged(call), "_tags");
    call.get("tagKeys").forEach(key -> tags.remove(key.asText()));
    return Reply.empty();
  }
}
