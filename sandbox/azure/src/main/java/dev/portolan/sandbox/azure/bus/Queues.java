package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.util.Optional;

/**
 * Namespaces of Service Bus, which somebody else makes, and their queues.
 *
 * <p>specification/servicebus/resource-manager/Microsoft.ServiceBus/stable/2021-11-01/Queue.json
 */
public final class Queues implements Provider {
  public static final Kind QUEUES = new Kind("queues", "Microsoft.ServiceBus/namespaces/queues");
  public static final Kind NAMESPACES =
      new Kind("busNamespaces", "Microsoft.ServiceBus/namespaces");

  /** As Azure has them unless something is said. */
  static final int MOST_DELIVERIES = 10;

  private static final String DOMAIN = ".servicebus.windows.net";
  private static final String SHAPE =
      "properties{lockDuration maxSizeInMegabytes maxMessageSizeInKilobytes"
          + " requiresDuplicateDetection requiresSession defaultMessageTimeToLive"
          + " deadLetteringOnMessageExpiration duplicateDetectionHistoryTimeWindow"
          + " maxDeliveryCount status enableBatchedOperations autoDeleteOnIdle enablePartitioning"
          + " enableExpress forwardTo forwardDeadLetteredMessagesTo}";

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.ServiceBus", "2021-11-01", "2024-01-01");
    routes.get(
        "Namespaces_List",
        "/subscriptions/{subscription}/providers/Microsoft.ServiceBus/namespaces",
        call -> Answers.list(NAMESPACES.all(call.tree())));
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
      QUEUES.remove(tree, queue.path("id").asText());
    }
    NAMESPACES
        .within(tree, group)
        .forEach(each -> NAMESPACES.remove(tree, each.path("id").asText()));
  }

  @Override
  public ArmRefusal busy() {
    return BusError.BUSY.refusal();
  }

  /** Puts a namespace there. */
  public static void keep(ObjectNode tree, String group, String name) {
    String id = ArmId.of(ArmId.group(group), NAMESPACES.type(), name);
    if (!NAMESPACES.has(tree, id)) {
      ObjectNode namespace = tree.objectNode().put("id", id).put("name", name);
      namespace.put("type", NAMESPACES.type());
      namespace.putObject("sku").put("name", "Standard").put("tier", "Standard");
      namespace
          .putObject("properties")
          .put("provisioningState", "Succeeded")
          .put("status", "Active")
          .put("disableLocalAuth", true)
          .put("serviceBusEndpoint", "https://" + name + DOMAIN + ":443/");
      NAMESPACES.put(tree, id, namespace);
    }
  }

  /** Puts a queue into a namespace. */
  public static void keep(
      ObjectNode tree, String namespace, String name, int deliveries, boolean sessions) {
    ObjectNode properties = tree.objectNode();
    properties.put("maxDeliveryCount", deliveries).put("requiresSession", sessions);
    put(tree, named(tree, namespace).orElseThrow().path("id").asText(), name, properties);
  }

  /** The namespace of a name, or of a host. */
  static Optional<ObjectNode> named(ObjectNode tree, String name) {
    return NAMESPACES.all(tree).stream()
        .filter(each -> (each.path("name").asText() + DOMAIN).startsWith(name))
        .filter(each -> name.equals(each.path("name").asText()) || name.endsWith(DOMAIN))
        .findFirst();
  }

  static String id(String namespace, String queue) {
    return namespace + "/queues/" + queue;
  }

  private static String namespace(Call call) {
    return ArmId.of(call.group(), NAMESPACES.type(), call.at("namespace"));
  }

  private static ObjectNode existing(Call call) {
    return QUEUES
        .find(call.tree(), id(namespace(call), call.at("queue")))
        .orElseThrow(() -> BusError.NO_QUEUE.refusal(call.at("queue")));
  }

  private static WireResponse put(Call call) {
    String name = call.at("queue");
    if (!NAMESPACES.has(call.tree(), namespace(call))) {
      throw BusError.NO_NAMESPACE.refusal(call.at("namespace"));
    }
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._/-]{0,258}[A-Za-z0-9])?")) {
      throw BusError.NAME.refusal(name);
    }
    JsonNode wanted = call.body().path("properties");
    Optional<ObjectNode> held = QUEUES.find(call.tree(), id(namespace(call), name));
    boolean sessions = wanted.path("requiresSession").asBoolean();
    if (held.isPresent()
        && held.get().path("properties").path("requiresSession").asBoolean() != sessions) {
      throw BusError.SESSIONS.refusal();
    }
    return Answers.ok(Hidden.without(put(call.tree(), namespace(call), name, wanted)));
  }

  private static ObjectNode put(ObjectNode tree, String namespace, String name, JsonNode wanted) {
    String id = id(namespace, name);
    ObjectNode queue = QUEUES.find(tree, id).orElseGet(tree::objectNode);
    queue.put("id", id).put("name", name).put("type", QUEUES.type());
    ObjectNode properties = queue.putObject("properties");
    properties
        .put("lockDuration", "PT1M")
        .put("maxDeliveryCount", MOST_DELIVERIES)
        .put("requiresSession", false)
        .put("status", "Active");
    wanted.properties().forEach(each -> properties.set(each.getKey(), each.getValue()));
    QUEUES.put(tree, id, queue);
    return queue;
  }

  private static WireResponse delete(Call call) {
    String id = id(namespace(call), call.at("queue"));
    Messages.drop(call.tree(), id);
    return Answers.empty(QUEUES.remove(call.tree(), id) ? 200 : 204);
  }
}
