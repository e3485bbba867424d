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
 * Subscriptions to topics. "Each newly created topic subscription has an initial default
 * subscription rule", whose filter lets all through; other rules are not embedded.
 *
 * <p>specification/servicebus/resource-manager/Microsoft.ServiceBus/stable/2021-11-01/subscriptions.json,
 * https://learn.microsoft.com/azure/service-bus-messaging/topic-filters
 */
public final class TopicSubscriptions implements Provider {
  public static final Kind SUBSCRIPTIONS =
      new Kind("busSubscriptions", "Microsoft.ServiceBus/namespaces/topics/subscriptions");

  private static final String SHAPE =
      "properties{lockDuration requiresSession defaultMessageTimeToLive"
          + " deadLetteringOnFilterEvaluationExceptions deadLetteringOnMessageExpiration"
          + " duplicateDetectionHistoryTimeWindow maxDeliveryCount status enableBatchedOperations"
          + " autoDeleteOnIdle forwardTo forwardDeadLetteredMessagesTo isClientAffine"
          + " clientAffineProperties{clientId isDurable isShared}}";

  /**
   * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus
   */
  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,48}[A-Za-z0-9])?";

  @Override
  public Routes routes() {
    Routes routes = Routes.of(Namespaces.PROVIDER, Namespaces.VERSIONS);
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}"
                + "/providers/Microsoft.ServiceBus/namespaces/{namespace}/topics/{topic}"
                + "/subscriptions/{subscriber}")
        .get("Subscriptions_Get", "", call -> Answers.ok(Hidden.without(existing(call))))
        .put("Subscriptions_CreateOrUpdate", "", SHAPE, TopicSubscriptions::put)
        .delete("Subscriptions_Delete", "", TopicSubscriptions::delete);
    return routes;
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    drop(tree, group);
  }

  @Override
  public ArmRefusal busy() {
    return BusError.BUSY.refusal();
  }

  static String id(String topic, String subscription) {
    return topic + "/subscriptions/" + subscription;
  }

  private static String id(Call call) {
    return id(Topics.id(call), call.at("subscriber"));
  }

  private static ObjectNode existing(Call call) {
    return SUBSCRIPTIONS
        .find(call.tree(), id(call))
        .orElseThrow(
            () ->
                BusError.NO_ENTITY.refusal(
                    call.at("topic") + "/Subscriptions/" + call.at("subscriber")));
  }

  private static WireResponse put(Call call) {
    if (!Topics.TOPICS.has(call.tree(), Topics.id(call))) {
      throw BusError.NO_PARENT.refusal(call.at("namespace") + "/" + call.at("topic"));
    }
    String name = call.at("subscriber");
    if (!name.matches(NAME)) {
      throw BusError.NAME.refusal(name);
    }
    JsonNode wanted = call.body().path("properties");
    String id = id(call);
    Optional<ObjectNode> held = SUBSCRIPTIONS.find(call.tree(), id);
    Queues.requireSameSessions(held, wanted, "Subscription");
    Queues.requireDestination(call, wanted);
    ObjectNode subscription = held.orElseGet(call.tree()::objectNode);
    subscription.put("id", id).put("name", name).put("type", SUBSCRIPTIONS.type());
    Queues.fill(subscription, wanted);
    SUBSCRIPTIONS.put(call.tree(), id, subscription);
    return Answers.ok(Hidden.without(subscription));
  }

  private static WireResponse delete(Call call) {
    return Answers.empty(drop(call.tree(), id(call)) ? 200 : 204);
  }

  /** Lets go of those in a scope, with their messages; whether there were any. */
  static boolean drop(ObjectNode tree, String scope) {
    boolean any = false;
    for (ObjectNode each : SUBSCRIPTIONS.within(tree, scope)) {
      String id = each.path("id").asText();
      Messages.drop(tree, id);
      Assignments.drop(tree, id);
      any |= SUBSCRIPTIONS.remove(tree, id);
    }
    return any;
  }
}
