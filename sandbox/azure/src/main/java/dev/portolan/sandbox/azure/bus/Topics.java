package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.identity.Assignments;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;

/**
 * Topics. A namespace of the tier Basic has none.
 *
 * <p>specification/servicebus/resource-manager/Microsoft.ServiceBus/stable/2021-11-01/topics.json
 */
public final class Topics implements Provider {
  public static final Kind TOPICS = new Kind("topics", "Microsoft.ServiceBus/namespaces/topics");

  private static final String SHAPE =
      "properties{defaultMessageTimeToLive maxSizeInMegabytes maxMessageSizeInKilobytes"
          + " requiresDuplicateDetection duplicateDetectionHistoryTimeWindow"
          + " enableBatchedOperations status supportOrdering autoDeleteOnIdle enablePartitioning"
          + " enableExpress}";

  @Override
  public Routes routes() {
    Routes routes = Routes.of(Namespaces.PROVIDER, Namespaces.VERSIONS);
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}"
                + "/providers/Microsoft.ServiceBus/namespaces/{namespace}/topics/{topic}")
        .get("Topics_Get", "", call -> Answers.ok(Hidden.without(existing(call))))
        .put("Topics_CreateOrUpdate", "", SHAPE, Topics::put)
        .delete("Topics_Delete", "", Topics::delete);
    return routes;
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    TOPICS.within(tree, group).forEach(each -> TOPICS.remove(tree, each.path("id").asText()));
  }

  @Override
  public ArmRefusal busy() {
    return BusError.BUSY.refusal();
  }

  static String id(String namespace, String topic) {
    return namespace + "/topics/" + topic;
  }

  /** The id of the one that a call is about. */
  static String id(Call call) {
    return id(Namespaces.id(call), call.at("topic"));
  }

  private static ObjectNode existing(Call call) {
    return TOPICS
        .find(call.tree(), id(call))
        .orElseThrow(() -> BusError.NO_ENTITY.refusal(call.at("topic")));
  }

  private static WireResponse put(Call call) {
    ObjectNode namespace = Namespaces.required(call, call.at("topic"));
    if (namespace.path("sku").path("tier").asText().equals("Basic")) {
      throw BusError.BASIC.refusal("Topics", "Topic", call.at("namespace"));
    }
    if (Queues.QUEUES.has(call.tree(), Queues.id(Namespaces.id(call), call.at("topic")))) {
      throw BusError.OTHER_KIND.refusal(call.at("topic"), "Queue");
    }
    ObjectNode topic = keep(call.tree(), Namespaces.id(call), call.at("topic"));
    ObjectNode properties = topic.putObject("properties").put("status", "Active");
    call.body()
        .path("properties")
        .properties()
        .forEach(each -> properties.set(each.getKey(), each.getValue()));
    return Answers.ok(Hidden.without(topic));
  }

  /** Puts a topic of a status into a namespace, or gives the one that is there that status. */
  public static void keep(ObjectNode tree, String namespace, String name, String status) {
    String id = Namespaces.named(tree, namespace).orElseThrow().path("id").asText();
    keep(tree, id, name).putObject("properties").put("status", status);
  }

  private static ObjectNode keep(ObjectNode tree, String namespace, String name) {
    String id = id(namespace, name);
    ObjectNode topic = TOPICS.find(tree, id).orElseGet(tree::objectNode);
    topic.put("id", id).put("name", name).put("type", TOPICS.type());
    TOPICS.put(tree, id, topic);
    return topic;
  }

  private static WireResponse delete(Call call) {
    TopicSubscriptions.drop(call.tree(), id(call));
    Assignments.drop(call.tree(), id(call));
    return Answers.empty(TOPICS.remove(call.tree(), id(call)) ? 200 : 204);
  }
}
