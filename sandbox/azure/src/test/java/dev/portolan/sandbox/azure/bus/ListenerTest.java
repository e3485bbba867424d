package dev.portolan.sandbox.azure.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host makes of a binding and its site's settings. */
class ListenerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
  private ObjectNode settings;
  private ObjectNode binding;

  @BeforeEach
  void site() {
    Namespaces.keep(tree, "messaging", "acme-bus", "Standard");
    Queues.keep(tree, "acme-bus", "to-pack", 10, false);
    String id = ArmId.of(ArmId.group("g"), Web.SITES.type(), "site1");
    ObjectNode site = tree.objectNode().put("id", id).put("name", "site1");
    settings = site.putObject(Web.SETTINGS);
    settings.put("BUS__fullyQualifiedNamespace", "acme-bus.servicebus.windows.net");
    settings.put("QUEUE", "to-pack");
    ObjectNode function = site.putArray(Web.FUNCTIONS).addObject().put("name", "pack");
    binding = function.putObject("config").putArray("bindings").addObject();
    binding.put("type", "serviceBusTrigger").put("queueName", "%QUEUE%").put("connection", "BUS");
    Web.SITES.put(tree, id, site);
  }

  private Listener only() {
    return Listener.all(tree, NOW).get(0);
  }

  @Test
  @DisplayName("The queue's name and place are read from settings")
  void resolved() {
    assertTrue(only().source().endsWith("/namespaces/acme-bus/queues/to-pack"), only().source());
    assertTrue(only().hears("to-pack", false) && only().hears("acme-bus/to-pack", false));
    assertFalse(only().hears("other-bus/to-pack", false) || only().hears("to-ship", false));
    binding.put("queueName", "to-pack");
    assertTrue(only().hears("to-pack", false));
  }

  @Test
  @DisplayName("So are those of a topic and of the subscription to it")
  void subscribed() {
    settings.put("TOPIC", "orders").put("MINE", "shop-pack");
    binding.remove("queueName");
    binding.put("topicName", "%TOPIC%").put("subscriptionName", "%MINE%");
    String topic = "/namespaces/acme-bus/topics/orders";
    assertTrue(only().source().endsWith(topic + "/subscriptions/shop-pack"), only().source());
    assertTrue(only().target().endsWith(topic), only().target());
    assertTrue(only().hears("orders", true) && only().hears("acme-bus/orders", true));
    assertFalse(only().hears("orders", false) || only().hears("other-bus/orders", true));
    assertTrue(
        only().trouble().contains("/orders/Subscriptions/shop-pack' could not be found"),
        only().trouble());
    ObjectNode subscription = tree.objectNode().put("id", only().source());
    subscription.putObject("properties").put("forwardTo", "elsewhere");
    TopicSubscriptions.SUBSCRIPTIONS.put(tree, only().source(), subscription);
    assertTrue(only().trouble().endsWith("auto-forwarding enabled."), only().trouble());
    subscription.putObject("properties").put("status", "Active");
    assertTrue(only().trouble().contains("'Listen' claim(s)"), only().trouble());
  }

  @Test
  @DisplayName("What is closed to senders takes nothing, and says so in Azure's words")
  void closed() {
    assertEquals(Optional.empty(), only().refusal(tree));
    Topics.keep(tree, "acme-bus", "orders", "SendDisabled");
    ObjectNode properties =
        (ObjectNode) Queues.QUEUES.find(tree, only().target()).orElseThrow().path("properties");
    properties.put("status", "ReceiveDisabled");
    assertEquals(Optional.empty(), only().refusal(tree));
    properties.put("status", "Disabled");
    assertEquals(
        "Messaging entity 'sb://acme-bus.servicebus.windows.net/to-pack' is currently disabled."
            + " (MessagingEntityDisabled)",
        only().refusal(tree).orElseThrow());
    binding.put("topicName", "orders").put("subscriptionName", "mine");
    assertEquals(
        "Messaging entity 'acme-bus:Topic:orders' is currently disabled for Send operations."
            + " (MessagingEntityDisabled)",
        only().refusal(tree).orElseThrow());
  }

  @Test
  @DisplayName("What is made anew by the same name uses no key again")
  void keys() {
    String id = only().source();
    String first = Messages.send(tree, id, Sent.of(new byte[] {1}), NOW);
    Messages.drop(tree, id);
    Queues.QUEUES.remove(tree, id);
    Queues.keep(tree, "acme-bus", "to-pack", 10, false);
    assertNotEquals(first, Messages.send(tree, id, Sent.of(new byte[] {2}), NOW));
  }

  @Test
  @DisplayName("From a queue that hands its messages on, or none out, it cannot take")
  void silent() {
    ObjectNode properties =
        (ObjectNode) Queues.QUEUES.find(tree, only().source()).orElseThrow().path("properties");
    properties.put("forwardTo", "to-ship");
    assertTrue(
        only().trouble().endsWith("'to-pack' entity with auto-forwarding enabled."),
        only().trouble());
    properties.put("forwardTo", "").put("status", "ReceiveDisabled");
    assertTrue(only().trouble().endsWith("(MessagingEntityDisabled)"), only().trouble());
    properties.put("status", "SendDisabled");
    assertTrue(only().trouble().contains("'Listen' claim(s)"), only().trouble());
  }

  @Test
  @DisplayName("Without a right, a queue, or a connection it cannot listen, and says why")
  void trouble() {
    assertTrue(
        only().trouble().endsWith("Resource: 'sb://acme-bus.servicebus.windows.net/to-pack'"),
        only().trouble());
    settings.put("QUEUE", "to-ship");
    assertTrue(
        only().trouble().contains("'sb://acme-bus.servicebus.windows.net/to-ship' could not"),
        only().trouble());
    binding.put("connection", "OTHER");
    assertEquals(
        "Service Bus account connection string 'OTHER' does not exist. Make sure that it is a"
            + " defined App Setting.",
        only().trouble());
  }
}
