package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The life of buses, and the tags of buses and rules. */
final class BusActions {
  private BusActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateEventBus", BusActions::create,
        "DescribeEventBus", BusActions::describe,
        "ListEventBuses", BusActions::list,
        "DeleteEventBus", BusActions::delete,
        "TagResource", BusActions::tag,
        "UntagResource", BusActions::untag,
        "ListTagsForResource", BusActions::tags);
  }

  private static Reply create(Call call) {
    String name = call.text("Name");
    if (name.equals(Buses.DEFAULT) || Buses.all(call).has(name)) {
      throw EventBridgeError.BUS_EXISTS.refusal(name);
    }
    if (name.contains("/")) {
      throw EventBridgeError.BUS_NAME.refusal();
    }
    ObjectNode bus = Buses.all(call).putObject(name);
    bus.put("CreationTime", call.now().getEpochSecond());
    Buses.lay(bus, call.get("Tags"));
    return Reply.of(
        JsonNodeFactory.instance.objectNode().put("EventBusArn", Buses.arn(call, name)));
  }

  private static ObjectNode shown(Call call, String name) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("Name", name).put("Arn", Buses.arn(call, name));
    if (Buses.bus(call, name).has("CreationTime")) {
      shown.set("CreationTime", Buses.bus(call, name).get("CreationTime"));
    }
    return shown;
  }

  private static Reply describe(Call call) {
    return Reply.of(shown(call, Buses.name(call, "Name")));
  }

  private static Reply list(Call call) {
    TreeSet<String> names = new TreeSet<>(List.of(Buses.DEFAULT));
    Buses.all(call).fieldNames().forEachRemaining(names::add);
    List<ObjectNode> found = new ArrayList<>();
    names.stream()
        .filter(name -> name.startsWith(call.text("NamePrefix")))
        .forEach(name -> found.add(shown(call, name)));
    return Buses.page(call, "EventBuses", found);
  }

  /** What is not there is no mistake. */
  private static Reply delete(Call call) {
    String name = Buses.name(call, "Name");
    if (name.equals(Buses.DEFAULT)) {
      throw EventBridgeError.DEFAULT_BUS.refusal();
    }
    if (!Buses.all(call).path(name).path("rules").isEmpty()) {
      throw EventBridgeError.BUS_IN_USE.refusal(name);
    }
    Buses.all(call).remove(name);
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  /** The bus or the rule that an ARN names. */
  private static ObjectNode tagged(Call call) {
    String arn = call.text("ResourceARN");
    if (!arn.contains(":rule/")) {
      return Buses.bus(call, Buses.name(arn));
    }
    String path = arn.substring(arn.indexOf(":rule/") + ":rule/".length());
    int end = path.lastIndexOf('/');
    String bus = end < 0 ? Buses.DEFAULT : path.substring(0, end);
    return Buses.rule(call, bus, path.substring(end + 1));
  }

  private static Reply tag(Call call) {
    Buses.lay(tagged(call), call.get("Tags"));
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private static Reply untag(Call call) {
    ObjectNode tagged = tagged(call);
    call.get("TagKeys").forEach(key -> tagged.withObjectProperty("tags").remove(key.asText()));
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private static Reply tags(Call call) {
    return Buses.tags(tagged(call));
  }
}
