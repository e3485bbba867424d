package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held against every request, and what goes wrong when a test wants it. */
class WireTest {
  private static final String ROOT = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String GROUP = ROOT + "/resourcegroups/g";
  private static final String VERSION = "api-version=2025-04-01";
  private static final String BODY = "{\"location\":\"eastus\"}";

  @TempDir private Path directory;
  private AzureCloud cloud;
  private String token;

  @BeforeEach
  void open() throws IOException {
    cloud = AzureCloud.open(Setup.inMemory(directory, new FakeTime()));
    token = cloud.accessToken("https://management.azure.com");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private WireResponse send(String method, String path, String query, String body)
      throws ConnectionLostException {
    WireHeaders headers = WireHeaders.of("Host", "127.0.0.1:9");
    if (!token.isEmpty()) {
      headers = headers.with("Authorization", "Bearer " + token);
    }
    return cloud.handle(
        new WireRequest(method, path, query, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private String code(String method, String path, String query, String body) throws IOException {
    JsonNode told = new ObjectMapper().readTree(send(method, path, query, body).body());
    return told.path("error").path("code").asText();
  }

  @Test
  @DisplayName("Without a token that is meant for it, the manager says nothing else")
  void tokens() throws IOException {
    token = "";
    assertEquals("AuthenticationFailed", code("GET", GROUP, VERSION, ""));
    token = "a.b.c";
    assertEquals("InvalidAuthenticationToken", code("GET", GROUP, VERSION, ""));
    token = cloud.accessToken("https://storage.azure.com");
    assertEquals("InvalidAuthenticationTokenAudience", code("GET", GROUP, VERSION, ""));
    token = cloud.accessToken("https://management.azure.com");
    cloud.setTokenClock(InstantSource.offset(InstantSource.system(), Duration.ofHours(25)));
    assertEquals("ExpiredAuthenticationToken", code("GET", GROUP, VERSION, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /resourcegroups/g, '', MissingApiVersionParameter",
    "GET, /resourcegroups/g, api-version=2000-01-01, InvalidApiVersionParameter",
    "GET, /resourcegroups/g/other, api-version=2025-04-01, InvalidResourceType",
    "POST, /resourcegroups/g, api-version=2025-04-01, InvalidResourceType",
    "GET, /providers/Microsoft.Web/sites, api-version=2016-01-01, NoRegisteredProviderFound",
    "GET, /resourcegroups/g, api-version=2025-04-01, ResourceGroupNotFound",
  })
  @DisplayName("What is not asked for as the description has it is refused")
  void refused(String method, String path, String query, String code) throws IOException {
    assertEquals(code, code(method, ROOT + path, query, ""));
  }

  @Test
  @DisplayName("A body with what it cannot hold is refused, and another subscription is not there")
  void bodies() throws IOException {
    assertEquals(
        "InvalidRequestContent",
        code("PUT", GROUP, VERSION, "{\"location\":\"eastus\",\"colour\":\"red\"}"));
    assertEquals("InvalidRequestContent", code("PUT", GROUP, VERSION, "{\"location\":[]}"));
    assertEquals("InvalidRequestContent", code("PUT", GROUP, VERSION, "{"));
    assertEquals("LocationRequired", code("PUT", GROUP, VERSION, "{}"));
    assertEquals(
        "SubscriptionNotFound", code("GET", "/subscriptions/other/resourcegroups/g", VERSION, ""));
    assertTrue(cloud.state().path("groups").isEmpty());
  }

  @Test
  @DisplayName("Ids are compared without case, and keep the one they were made with")
  void withoutCase() throws IOException {
    assertEquals(201, send("PUT", ROOT + "/resourceGroups/G", VERSION, BODY).status());
    WireResponse again = send("PUT", GROUP.toUpperCase(), VERSION, BODY);
    assertEquals(200, again.status());
    assertTrue(again.text().contains("\"name\":\"G\""));
  }

  @Test
  @DisplayName("What the deployer may not do is told among its permissions, and refused")
  void rights() throws IOException {
    cloud.whims().forbid("Microsoft.Resources/subscriptions/resourceGroups/write");
    assertEquals("AuthorizationFailed", code("PUT", GROUP, VERSION, BODY));
    WireResponse told =
        send(
            "GET",
            ROOT + "/providers/Microsoft.Authorization/permissions",
            "api-version=2022-04-01",
            "");
    assertTrue(
        told.text().contains("\"notActions\":[\"microsoft.resources/subscriptions/resourcegroups"));
    cloud.whims().allow();
    token = cloud.tokens().access("somebody", "https://management.azure.com");
    assertEquals("AuthorizationFailed", code("GET", GROUP, VERSION, ""));
    token = cloud.tokens().access(Caller.DEPLOYER, "https://management.azure.com");
    assertEquals(201, send("PUT", GROUP, VERSION, BODY).status());
  }

  @Test
  @DisplayName("Faults are worded as Azure does, and a lost answer leaves what was done")
  void faults() throws IOException {
    for (Fault.Kind kind :
        new Fault.Kind[] {Fault.Kind.THROTTLE, Fault.Kind.SERVER_ERROR, Fault.Kind.IN_PROGRESS}) {
      cloud
          .faults()
          .on(
              "Microsoft.Resources",
              "ResourceGroups_CreateOrUpdate",
              Phase.BEFORE_SEND,
              Fault.of(kind),
              1);
    }
    WireResponse throttled = send("PUT", GROUP, VERSION, BODY);
    assertEquals(429, throttled.status());
    assertEquals("1", throttled.headers().first("Retry-After").orElse(""));
    assertEquals("InternalServerError", code("PUT", GROUP, VERSION, BODY));
    assertEquals("AnotherOperationInProgress", code("PUT", GROUP, VERSION, BODY));
    cloud.faults().at(4, Phase.AFTER_COMMIT, Fault.drop());
    assertThrows(ConnectionLostException.class, () -> send("PUT", GROUP, VERSION, BODY));
    assertEquals(200, send("GET", GROUP, VERSION, "").status());
    cloud.faults().at(6, Phase.BEFORE_SEND, Fault.kill());
    assertThrows(CallerKilledError.class, () -> send("DELETE", GROUP, VERSION, ""));
    cloud.faults().revive();
    assertEquals(200, send("GET", GROUP, VERSION, "").status());
    assertEquals(Access.MUTATION, cloud.calls().calls().get(0).access());
    assertEquals(0, cloud.faults().unspent());
  }

  @Test
  @DisplayName("A read that lags sees what was before the last change")
  void staleReads() throws IOException {
    send("PUT", GROUP, VERSION, BODY);
    cloud.faults().at(2, Phase.AFTER_COMMIT, Fault.staleReads(1));
    send("PUT", GROUP, VERSION, "{\"location\":\"eastus\",\"tags\":{\"a\":\"b\"}}");
    assertTrue(send("GET", GROUP, VERSION, "").text().contains("\"tags\":{}"));
    assertTrue(send("GET", GROUP, VERSION, "").text().contains("\"a\":\"b\""));
  }

  @Test
  @DisplayName("Tokens are given to those who know the word, and to the machine itself")
  void tokenEndpoint() throws IOException {
    String query = "resource=https%3A%2F%2Fmanagement.azure.com&api-version=2019-08-01";
    WireHeaders known = WireHeaders.of("X-IDENTITY-HEADER", cloud.settings().get("identityHeader"));
    assertEquals(200, ask("/msi/token", query, known));
    assertEquals(401, ask("/msi/token", query, WireHeaders.none()));
    assertEquals(400, ask("/msi/token", "resource=x&api-version=2017-09-01", known));
    String machines = "/metadata/identity/oauth2/token";
    String machine = "resource=https%3A%2F%2Fmanagement.azure.com&api-version=2018-02-01";
    WireHeaders metadata = WireHeaders.of("Metadata", "true");
    assertEquals(200, ask(machines, machine, metadata.with("Host", "169.254.169.254")));
    assertEquals(401, ask(machines, machine, metadata.with("Host", "127.0.0.1:80")));
    assertEquals(400, ask(machines, machine, WireHeaders.of("Host", "169.254.169.254")));
  }

  private int ask(String path, String query, WireHeaders headers) throws IOException {
    return cloud.handle(new WireRequest("GET", path, query, headers, new byte[0])).status();
  }

  @Test
  @DisplayName("Each refusal says how well it is known")
  void errorTable() {
    for (ErrorShape shape : ErrorTable.shapes()) {
      assertTrue(shape.status() >= 400 && !shape.code().isEmpty(), shape::row);
      assertNotNull(shape.fidelity(), shape::row);
    }
    assertTrue(ErrorTable.markdown().contains("| StorageAccountAlreadyTaken | 409 |"));
  }
}
