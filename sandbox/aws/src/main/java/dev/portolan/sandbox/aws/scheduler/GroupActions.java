package dev.portolan.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Groups of schedules: their life and their tags. Schedules themselves have no tags. */
final class GroupActions {
  private static final int TAGS = 50;

  private final Supplier<Timings> timings;

  GroupActions(Supplier<Timings> timings) {
    this.timings = timings;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateScheduleGroup", this::create,
        "GetScheduleGroup", this::get,
        "DeleteScheduleGroup", this::delete,
        "ListScheduleGroups", this::list,
        "TagResource", this::tag,
        "UntagResource", this::untag,
        "ListTagsForResource", this::tags);
  }

  private Reply create(Call call) {
    String name = call.text("Name");
    Groups.expire(call.state(), call.now());
    if (Groups.find(call, name).isPresent()) {
      throw SchedulerError.GROUP_EXISTS.refusal(name);
    }
    ObjectNode group = Groups.made(call, name);
    lay(group, call.get("Tags"));
    return Reply.of(
        JsonNodeFactory.instance.objectNode().put("ScheduleGroupArn", group.path("Arn").asText()));
  }

  private Reply get(Call call) {
    return Reply.of(shown(Groups.require(call, call.text("Name"))));
  }

  private static ObjectNode shown(ObjectNode group) {
    ObjectNode shown = group.deepCopy();
    shown.put("State", Groups.state(group));
    shown.remove(List.of("_tags", "_schedules", "_gone"));
    return shown;
  }

  /** "Deleting a schedule group deletes all schedules in it", and takes its time. */
  private Reply delete(Call call) {
    String name = call.text("Name");
    if (name.equals(Groups.DEFAULT)) {
      throw SchedulerError.DEFAULT_GROUP.refusal();
    }
    ObjectNode group = Groups.require(call, name);
    if (Groups.active(group)) {
      Groups.delete(group, call.now().plus(timings.get().update()));
    }
    Groups.expire(call.state(), call.now());
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private Reply list(Call call) {
    String prefix = call.text("NamePrefix");
    List<JsonNode> found = new ArrayList<>();
    Groups.all(call).fieldNames().forEachRemaining(name -> add(call, name, prefix, found));
    return SchedulerPages.of(call, "ScheduleGroups", found);
  }

  private static void add(Call call, String name, String prefix, List<JsonNode> found) {
    if (name.startsWith(prefix)) {
      Groups.find(call, name).map(GroupActions::shown).ifPresent(found::add);
    }
  }

  private static ObjectNode tagged(Call call) {
    String arn = call.text("ResourceArn");
    return Groups.require(call, arn.substring(arn.lastIndexOf('/') + 1));
  }

  private Reply tag(Call call) {
    lay(tagged(call), call.get("Tags"));
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private static void lay(ObjectNode group, JsonNode tags) {
    for (JsonNode tag : tags) {
      group.withObjectProperty("_tags").put(tag.path("Key").asText(), tag.path("Value").asText());
    }
    if (group.path("_tags").size() > TAGS) {
      throw SchedulerError.TAGS.refusal();
    }
  }

  private Reply untag(Call call) {
    ObjectNode group = tagged(call);
    call.get("TagKeys").forEach(key -> group.withObjectProperty("_tags").remove(key.asText()));
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private Reply tags(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("Tags");
    for (Map.Entry<String, JsonNode> tag : tagged(call).path("_tags").properties()) {
      body.withArrayProperty("Tags")
          .addObject()
          .put("Key", tag.getKey())
          .set("Value", tag.getValue());
    }
    return Reply.of(body);
  }
}
