package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are sent to queues by requests. */
class SendsTest {
  private static final String ROOT = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String QUEUE =
      ROOT
          + "/resourceGroups/messaging/providers/Microsoft.ServiceBus/namespaces/sandbox-bus"
          + "/queues/to-pack";
  private static final String SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
  private static final String BUS = "https://servicebus.azure.net/";

  @TempDir private Path directory;
  private AzureCloud cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = AzureCloud.open(Setup.inMemory(directory, new FakeTime())).furnish();
    cloud.keepQueue("to-pack", 10, false);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void allow() throws Exception {
    String id = QUEUE + "/providers/Microsoft.Authorization/roleAssignments/" + SENDER;
    String body =
        "{\"properties\":{\"principalId\":\"%s\",\"roleDefinitionId\":\"%s/%s\"}}"
            .formatted(
                Caller.DEPLOYER,
                ROOT + "/providers/Microsoft.Authorization/roleDefinitions",
                SENDER);
    WireHeaders headers =
        WireHeaders.of("Authorization", bearer("https://management.azure.com"))
            .with("Content-Type", "application/json");
    WireResponse given =
        cloud.handle(
            new WireRequest("PUT", id, "api-version=2022-04-01", headers, body.getBytes()));
    assertEquals(201, given.status(), given::text);
  }

  private String bearer(String resource) {
    return "Bearer " + cloud.accessToken(resource);
  }

  private WireResponse send(String resource, String queue, WireHeaders more, int bytes)
      throws Exception {
    WireHeaders headers =
        more.with("Host", "sandbox-bus.servicebus.windows.net")
            .with("Authorization", bearer(resource));
    return cloud.handle(
        new WireRequest("POST", "/" + queue + "/messages", "", headers, new byte[bytes]));
  }

  private int status(String resource, String queue, int bytes) throws Exception {
    return send(resource, queue, WireHeaders.none(), bytes).status();
  }

  @Test
  @DisplayName("Only who may send to the queue does, with a token that is meant for it")
  void rights() throws Exception {
    WireResponse refused = send(BUS, "to-pack", WireHeaders.none(), 1);
    assertEquals(401, refused.status());
    assertTrue(refused.text().contains("'Send' claim(s) are required"), refused.text());
    allow();
    assertEquals(401, status("https://management.azure.com", "to-pack", 1));
    assertEquals(401, status(BUS, "to-ship", 1));
    assertTrue(cloud.state().path("messages").isEmpty());
    assertEquals(201, status(BUS, "to-pack", 1));
    assertEquals(1, cloud.state().path("messages").size());
  }

  @Test
  @DisplayName("What is sent waits with its id, its session and the properties that are in quotes")
  void message() throws Exception {
    allow();
    WireHeaders headers =
        WireHeaders.of("BrokerProperties", "{\"MessageId\":\"m1\",\"SessionId\":\"s1\"}")
            .with("cloudEvents_type", "\"a,b\"")
            .with("Content-Type", "text/plain")
            .with("Priority", "High");
    assertEquals(201, send(BUS, "to-pack", headers, 2).status());
    JsonNode kept = cloud.state().path("messages").elements().next();
    assertEquals("m1", kept.path("id").asText());
    assertEquals("s1", kept.path("session").asText());
    assertEquals("text/plain", kept.path("contentType").asText());
    assertEquals("{\"cloudEvents_type\":\"a,b\"}", kept.path("properties").toString());
    assertEquals(400, send(BUS, "to-pack", WireHeaders.of("BrokerProperties", "{"), 1).status());
  }

  @Test
  @DisplayName("What is too large, or a queue does not take, is refused")
  void refused() throws Exception {
    allow();
    for (String id : new String[] {"MessageId", "SessionId"}) {
      String value = "{\"" + id + "\":\"" + "i".repeat(128) + "\"}";
      assertEquals(
          201, send(BUS, "to-pack", WireHeaders.of("BrokerProperties", value), 1).status());
      WireHeaders longer = WireHeaders.of("BrokerProperties", value.replace("iii", "iiii"));
      assertEquals(400, send(BUS, "to-pack", longer, 1).status());
    }
    assertEquals(201, status(BUS, "to-pack", 256 * 1024));
    assertEquals(403, status(BUS, "to-pack", 256 * 1024 + 1));
    cloud.keepQueue("to-pack", 10, true);
    assertEquals(400, status(BUS, "to-pack", 1), "it wants a session");
    WireHeaders elsewhere = WireHeaders.of("Host", "no-bus.servicebus.windows.net");
    byte[] body = "x".getBytes(StandardCharsets.UTF_8);
    assertThrows(
        ConnectionLostException.class,
        () -> cloud.handle(new WireRequest("POST", "/to-pack/messages", "", elsewhere, body)));
  }
}
