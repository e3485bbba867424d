package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;

/**
 * Queues.
 *
 * <p>specification/servicebus/resource-manager/Microsoft.ServiceBus/stable/2021-11-01/Queue.json
 */
public final class Queues implements Provider {
  public static final Kind QUEUES = new Kind("queues", "Microsoft.ServiceBus/namespaces/queues");

  /** As Azure has them unless something is said. */
  static final int MOST_DELIVERIES = 10;

  /** Names what goes on that has failed too often. */
  static final String DEAD_LETTERS = "forwardDeadLetteredMessagesTo";

  private static final String SHAPE =
      "properties{lockDuration maxSizeInMegabytes maxMessageSizeInKilobytes"
          + " requiresDuplicateDetection requiresSession defaultMessageTimeToLive"
          + " deadLetteringOnMessageExpiration duplicateDetectionHistoryTimeWindow"
          + " maxDeliveryCount status enableBatchedOperations autoDeleteOnIdle enablePartitioning"
          + " enableExpress forwardTo forwardDeadLetteredMessagesTo}";

  @Override
  public Routes routes() {
    Routes routes = Routes.of(Namespaces.PROVIDER, Namespaces.VERSIONS);
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}"
                + "/providers/Microsoft.ServiceBus/namespaces/{namespace}/queues/{queue}")
        .get("Queues_Get", "", call -> Answers.ok(Hidden.without(existing(call))))
        .put("Queues_CreateOrUpdate", "", SHAPE, Queues::put)
        .delete("Queues_Delete", "", Queues::delete);
    return routes;
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    for (ObjectNode queue : QUEUES.within(tree, group)) {
      Messages.drop(tree, queue.path("id").asText());
      Assignments.drop(tree, queue.path("id").asText());
      QUEUES.remove(tree, queue.path("id").asText());
    }
  }

  @Override
  public ArmRefusal busy() {
    return BusError.BUSY.refusal();
  }

  /** Puts a queue into a namespace. */
  public static void keep(
      ObjectNode tree, String namespace, String name, int deliveries, boolean sessions) {
    ObjectNode properties = tree.objectNode();
    properties.put("maxDeliveryCount", deliveries).put("requiresSession", sessions);
    put(
        tree,
        Namespaces.named(tree, namespace).orElseThrow().path("id").asText(),
        name,
        properties);
  }

  static String id(String namespace, String queue) {
    return namespace + "/queues/" + queue;
  }

  private static ObjectNode existing(Call call) {
    return QUEUES
        .find(call.tree(), id(Namespaces.id(call), call.at("queue")))
        .orElseThrow(() -> BusError.NO_ENTITY.refusal(call.at("queue")));
  }

  private static WireResponse put(Call call) {
    String name = call.at("queue");
    Namespaces.required(call, name);
    JsonNode wanted = call.body().path("properties");
    if (Topics.TOPICS.has(call.tree(), Topics.id(Namespaces.id(call), name))) {
      throw BusError.OTHER_KIND.refusal(name, "Topic");
    }
    requireSameSessions(QUEUES.find(call.tree(), id(Namespaces.id(call), name)), wanted, "Queue");
    requireDestination(call, wanted);
    return Answers.ok(Hidden.without(put(call.tree(), Namespaces.id(call), name, wanted)));
  }

  private static ObjectNode put(ObjectNode tree, String namespace, String name, JsonNode wanted) {
    String id = id(namespace, name);
    ObjectNode queue = QUEUES.find(tree, id).orElseGet(tree::objectNode);
    queue.put("id", id).put("name", name).put("type", QUEUES.type());
    fill(queue, wanted);
    QUEUES.put(tree, id, queue);
    return queue;
  }

  /** Gives what messages are taken from its properties: Azure's own, and those that are wanted. */
  static void fill(ObjectNode source, JsonNode wanted) {
    ObjectNode properties = source.putObject("properties");
    properties
        .put("lockDuration", "PT1M")
        .put("maxDeliveryCount", MOST_DELIVERIES)
        .put("requiresSession", false)
        .put("status", "Active");
    wanted.properties().forEach(each -> properties.set(each.getKey(), each.getValue()));
  }

  /** "Once created, you can't enable/disable sessions on an existing entity". */
  static void requireSameSessions(Optional<ObjectNode> held, JsonNode wanted, String kind) {
    boolean sessions = wanted.path("requiresSession").asBoolean();
    if (held.isPresent()
        && held.get().path("properties").path("requiresSession").asBoolean() != sessions) {
      throw BusError.SESSIONS.refusal(kind);
    }
  }

  /** Where dead letters go must be there, in the same namespace; only queues are offered. */
  static void requireDestination(Call call, JsonNode wanted) {
    String name = wanted.path(DEAD_LETTERS).asText();
    if (!name.isEmpty() && !QUEUES.has(call.tree(), id(Namespaces.id(call), name))) {
      throw BusError.NO_DESTINATION.refusal(name);
    }
  }

  private static WireResponse delete(Call call) {
    String id = id(Namespaces.id(call), call.at("queue"));
    Messages.drop(call.tree(), id);
    Assignments.drop(call.tree(), id);
    return Answers.empty(QUEUES.remove(call.tree(), id) ? 200 : 204);
  }
}
