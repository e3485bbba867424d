package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Service Bus, as Resource Manager tells of it. */
class BusTest {
  private static final String VERSION = "api-version=2021-11-01";
  private static final String ROOT = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String BUS =
      ROOT + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus";
  private static final String QUEUE = BUS + "/queues/to-pack";
  private static final String TOPIC = BUS + "/topics/orders";
  private static final String ROLE = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";
  private static final String SUBSCRIPTION = TOPIC + "/subscriptions/shop-pack";

  @TempDir private Path directory;
  private AzureCloud cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = AzureCloud.open(Setup.inMemory(directory, new FakeTime()));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private WireResponse send(String method, String path, String body) throws Exception {
    return send(method, path, VERSION, body);
  }

  private WireResponse send(String method, String path, String version, String body)
      throws Exception {
    WireHeaders headers =
        WireHeaders.of(
                "Authorization", "Bearer " + cloud.accessToken("https://management.azure.com"))
            .with("Content-Type", "application/json");
    return cloud.handle(
        new WireRequest(method, path, version, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private WireResponse namespaces() throws Exception {
    return send("GET", ROOT + "/providers/Microsoft.ServiceBus/namespaces", "");
  }

  @Test
  @DisplayName("A namespace is there once the subscription is furnished, and tells where it is")
  void namespace() throws Exception {
    assertEquals("{\"value\":[]}", namespaces().text());
    cloud.furnish();
    String told = namespaces().text();
    assertTrue(told.contains("https://sandbox-bus.servicebus.windows.net:443/"), told);
    cloud.furnish();
    assertEquals(told, namespaces().text());
  }

  @Test
  @DisplayName("A queue is made, told, changed and deleted; sessions are for good")
  void queue() throws Exception {
    cloud.furnish();
    assertEquals(404, send("GET", QUEUE, "").status());
    WireResponse made = send("PUT", QUEUE, "{\"properties\":{}}");
    assertEquals(200, made.status());
    assertTrue(made.text().contains("\"maxDeliveryCount\":10"), made.text());
    assertEquals(made.text(), send("GET", QUEUE, "").text());
    WireResponse changed = send("PUT", QUEUE, "{\"properties\":{\"maxDeliveryCount\":3}}");
    assertTrue(changed.text().contains("\"maxDeliveryCount\":3"), changed.text());
    WireResponse sessions = send("PUT", QUEUE, "{\"properties\":{\"requiresSession\":true}}");
    assertEquals(400, sessions.status());
    assertTrue(sessions.text().contains("RequiresSession"), sessions.text());
    assertEquals(200, send("DELETE", QUEUE, "").status());
    assertEquals(204, send("DELETE", QUEUE, "").status());
  }

  @Test
  @DisplayName("A topic and a subscription are made, told and deleted; sessions are for good")
  void topic() throws Exception {
    cloud.furnish();
    WireResponse orphan = send("PUT", SUBSCRIPTION, "{\"properties\":{}}");
    assertTrue(orphan.text().contains("\"ParentResourceNotFound\""), orphan.text());
    assertEquals(404, send("GET", TOPIC, "").status());
    WireResponse made = send("PUT", TOPIC, "{\"properties\":{}}");
    assertTrue(made.text().contains("\"status\":\"Active\""), made.text());
    assertEquals(made.text(), send("GET", TOPIC, "").text());
    WireResponse absent = send("GET", SUBSCRIPTION, "");
    assertTrue(absent.text().contains("'orders/Subscriptions/shop-pack'"), absent.text());
    WireResponse subscribed = send("PUT", SUBSCRIPTION, "{\"properties\":{}}");
    assertTrue(subscribed.text().contains("\"maxDeliveryCount\":10"), subscribed.text());
    assertEquals(subscribed.text(), send("GET", SUBSCRIPTION, "").text());
    WireResponse sessions =
        send("PUT", SUBSCRIPTION, "{\"properties\":{\"requiresSession\":true}}");
    assertEquals(400, sessions.status());
    assertTrue(sessions.text().contains("of an existing Subscription"), sessions.text());
    assertEquals(200, send("DELETE", SUBSCRIPTION, "").status());
    assertEquals(204, send("DELETE", SUBSCRIPTION, "").status());
    send("PUT", SUBSCRIPTION, "{\"properties\":{}}");
    assertEquals(200, send("DELETE", TOPIC, "").status());
    assertEquals(204, send("DELETE", TOPIC, "").status());
    assertTrue(cloud.state().path("busSubscriptions").isEmpty(), cloud.state()::toString);
  }

  @Test
  @DisplayName("A queue and a topic of one name cannot both be")
  void otherKind() throws Exception {
    cloud.furnish();
    cloud.keepTopic("orders", "Active");
    cloud.keepQueue("to-pack", 10, false);
    for (String path : List.of(BUS + "/queues/Orders", BUS + "/topics/To-Pack")) {
      WireResponse refused = send("PUT", path, "{\"properties\":{}}");
      assertEquals(400, refused.status());
      assertTrue(refused.text().contains("already exists"), refused.text());
    }
    assertEquals(200, send("PUT", TOPIC, "{\"properties\":{}}").status());
  }

  @ParameterizedTest(name = "Roles at {0} go with it")
  @ValueSource(strings = {"queues/to-pack", "topics/orders"})
  void assigned(String entity) throws Exception {
    cloud.furnish();
    send("PUT", BUS + "/" + entity, "{\"properties\":{}}");
    String role = BUS + "/" + entity + "/providers/Microsoft.Authorization/roleAssignments/" + ROLE;
    WireResponse given =
        send(
            "PUT",
            role,
            "api-version=2022-04-01",
            "{\"properties\":{\"principalId\":\""
                + Caller.DEPLOYER
                + "\",\"roleDefinitionId\":\""
                + ROOT
                + "/providers/Microsoft.Authorization/roleDefinitions/"
                + ROLE
                + "\"}}");
    assertEquals(201, given.status(), given::text);
    assertEquals(200, send("DELETE", BUS + "/" + entity, "").status());
    assertTrue(cloud.state().path("roleAssignments").isEmpty(), cloud.state()::toString);
  }

  @Test
  @DisplayName("A namespace of the tier Basic takes no topics")
  void basic() throws Exception {
    cloud.furnish();
    cloud.keepNamespace("plain-bus", "Basic");
    WireResponse refused =
        send("PUT", TOPIC.replace("sandbox-bus", "plain-bus"), "{\"properties\":{}}");
    assertEquals(400, refused.status());
    assertTrue(refused.text().contains("'plain-bus' is using the 'Basic' Tier"), refused.text());
  }

  @ParameterizedTest(name = "{0} with {1} is refused: {2}")
  @CsvSource({
    "other-bus/topics/orders, '{\"properties\":{}}', ParentResourceNotFound",
    "sandbox-bus/topics/-orders, '{\"properties\":{}}', BadRequest",
    "sandbox-bus/topics/orders, '{\"properties\":{\"requiresSession\":true}}', InvalidRequestContent",
    "sandbox-bus/topics/held/subscriptions/-a, '{\"properties\":{}}', BadRequest",
    "sandbox-bus/topics/held/subscriptions/a, '{\"properties\":{\"userMetadata\":\"\"}}', InvalidRequestContent",
    "other-bus/queues/to-pack, '{\"properties\":{}}', ParentResourceNotFound",
    "sandbox-bus/queues/-pack, '{\"properties\":{}}', BadRequest",
    "sandbox-bus/queues/to-pack, '{\"properties\":{\"maxDeliveries\":1}}', InvalidRequestContent",
    "sandbox-bus/queues/to-pack, no, InvalidRequestContent",
  })
  void refused(String path, String body, String code) throws Exception {
    cloud.furnish();
    cloud.keepTopic("held", "Active");
    WireResponse refused = send("PUT", BUS.replace("sandbox-bus", path), body);
    assertTrue(refused.text().contains("\"" + code + "\""), refused.text());
  }

  @Test
  @DisplayName("A group's queues, topics and subscriptions go with it")
  void group() throws Exception {
    cloud.furnish();
    send("PUT", QUEUE, "{\"properties\":{}}");
    send("PUT", TOPIC, "{\"properties\":{}}");
    send("PUT", SUBSCRIPTION, "{\"properties\":{}}");
    String version = "api-version=2025-04-01";
    cloud.handle(
        new WireRequest(
            "DELETE",
            ROOT + "/resourceGroups/messaging",
            version,
            WireHeaders.of(
                "Authorization", "Bearer " + cloud.accessToken("https://management.azure.com")),
            new byte[0]));
    cloud.settle();
    for (String part : List.of("queues", "topics", "busSubscriptions")) {
      assertTrue(cloud.state().path(part).isEmpty(), cloud.state()::toString);
    }
    assertEquals("{\"value\":[]}", namespaces().text());
  }
}
