package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Service Bus, as Resource Manager tells of it. */
class BusTest {
  private static final String VERSION = "api-version=2021-11-01";
  private static final String ROOT = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String BUS =
      ROOT + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus";
  private static final String QUEUE = BUS + "/queues/to-pack";

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
    WireHeaders headers =
        WireHeaders.of(
                "Authorization", "Bearer " + cloud.accessToken("https://management.azure.com"))
            .with("Content-Type", "application/json");
    return cloud.handle(
        new WireRequest(method, path, VERSION, headers, body.getBytes(StandardCharsets.UTF_8)));
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

  @ParameterizedTest(name = "{0} with {1} is refused: {2}")
  @CsvSource({
    "other-bus/queues/to-pack, '{\"properties\":{}}', ParentResourceNotFound",
    "sandbox-bus/queues/-pack, '{\"properties\":{}}', BadRequest",
    "sandbox-bus/queues/to-pack, '{\"properties\":{\"maxDeliveries\":1}}', InvalidRequestContent",
    "sandbox-bus/queues/to-pack, no, InvalidRequestContent",
  })
  void refused(String path, String body, String code) throws Exception {
    cloud.furnish();
    WireResponse refused = send("PUT", BUS.replace("sandbox-bus", path), body);
    assertTrue(refused.text().contains("\"" + code + "\""), refused.text());
  }

  @Test
  @DisplayName("A group's queues go with it")
  void group() throws Exception {
    cloud.furnish();
    send("PUT", QUEUE, "{\"properties\":{}}");
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
    assertTrue(cloud.state().path("queues").isEmpty(), cloud.state()::toString);
    assertEquals("{\"value\":[]}", namespaces().text());
  }
}
