package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.storage.Accounts;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;

/**
 * System topics: one for each source of events. Event Grid makes one with the first event
 * subscription of a source that has none, and deletes that with the last; one that somebody has
 * made stays. Here they are only told of.
 *
 * <p>https://learn.microsoft.com/azure/event-grid/system-topics
 */
public final class SystemTopics implements Provider {
  public static final Kind TOPICS = new Kind("systemTopics", "Microsoft.EventGrid/systemTopics");

  /** On one that Event Grid has made. */
  private static final String OWN = "$own";

  @Override
  public Routes routes() {
    return Routes.of(EventSubscriptions.PROVIDER, EventSubscriptions.VERSIONS)
        .get(
            "SystemTopics_ListBySubscription",
            "/subscriptions/{subscription}/providers/Microsoft.EventGrid/systemTopics",
            call -> Answers.list(TOPICS.all(call.tree()).stream().map(Hidden::without).toList()));
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    TOPICS.within(tree, group).forEach(each -> TOPICS.remove(tree, each.path("id").asText()));
  }

  /** Puts one there that somebody made. */
  public static void keep(ObjectNode tree, String account, String name) {
    Accounts.named(tree, account).ifPresent(source -> put(tree, source, name));
  }

  private static ObjectNode put(ObjectNode tree, ObjectNode source, String name) {
    String account = source.path("id").asText();
    String id = ArmId.of(ArmId.group(ArmId.groupName(account)), TOPICS.type(), name);
    ObjectNode topic = tree.objectNode().put("id", id).put("name", name);
    topic.put("type", TOPICS.type()).set("location", source.path("location"));
    topic.putObject("tags");
    topic
        .putObject("properties")
        .put("provisioningState", "Succeeded")
        .put("source", account)
        .put("topicType", "Microsoft.Storage.StorageAccounts");
    TOPICS.put(tree, id, topic);
    return topic;
  }

  /** A source has an event subscription: now it has a system topic. */
  static void require(ObjectNode tree, ObjectNode source) {
    String account = source.path("id").asText();
    boolean there =
        TOPICS.all(tree).stream()
            .anyMatch(each -> ArmId.same(each.at("/properties/source").asText(), account));
    if (!there) {
      String name = source.path("name").asText() + "-" + Ids.of(ArmId.key(account), 12);
      put(tree, source, name).put(OWN, true);
    }
  }

  /** A source has no event subscription any more. */
  static void release(ObjectNode tree, String account) {
    TOPICS.all(tree).stream()
        .filter(each -> each.has(OWN))
        .filter(each -> ArmId.same(each.at("/properties/source").asText(), account))
        .forEach(each -> TOPICS.remove(tree, each.path("id").asText()));
  }
}
