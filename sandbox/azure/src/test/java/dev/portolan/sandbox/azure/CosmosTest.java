package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Delays;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cosmos DB, as Resource Manager tells of it. */
class CosmosTest {
  private static final String ROOT = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String ACCOUNT =
      ROOT + "/resourceGroups/data/providers/Microsoft.DocumentDB/databaseAccounts/sandbox-cosmos";
  private static final String DATABASE = ACCOUNT + "/sqlDatabases/shop";
  private static final String CONTAINER = DATABASE + "/containers/people";
  private static final String RIGHT =
      ACCOUNT + "/sqlRoleAssignments/0f5e2a61-2b1c-4f0e-8a3d-7c9b5d1e4f60";
  private static final String READER = "/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private AzureCloud cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = AzureCloud.open(Setup.inMemory(directory, new FakeTime()));
    cloud.furnish();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private WireResponse send(String method, String path, String body) throws Exception {
    return send(method, path, "2024-11-15", body);
  }

  private WireResponse send(String method, String path, String version, String body)
      throws Exception {
    WireHeaders headers =
        WireHeaders.of(
                "Authorization", "Bearer " + cloud.accessToken("https://management.azure.com"))
            .with("Content-Type", "application/json");
    return cloud.handle(
        new WireRequest(
            method,
            path,
            "api-version=" + version,
            headers,
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String resource(String id, String key) {
    String parts = key.isEmpty() ? "" : ",\"partitionKey\":{\"paths\":[\"" + key + "\"]}";
    return "{\"properties\":{\"resource\":{\"id\":\"" + id + "\"" + parts + "}}}";
  }

  private static String right(String role, String scope, String principal) {
    return "{\"properties\":{\"roleDefinitionId\":\"%s\",\"scope\":\"%s\",\"principalId\":\"%s\"}}"
        .formatted(role, scope, principal);
  }

  private String identity() throws Exception {
    String id =
        ROOT
            + "/resourceGroups/data/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader";
    WireResponse made = send("PUT", id, "2024-11-30", "{\"location\":\"eastus\"}");
    assertEquals(201, made.status(), made::text);
    return JSON.readTree(made.text()).at("/properties/principalId").asText();
  }

  /** What an operation came to that this answer began. */
  private String ended(WireResponse begun) throws Exception {
    assertEquals(202, begun.status(), begun::text);
    String at = begun.headers().first("Azure-AsyncOperation").orElseThrow();
    return send("GET", at.replaceFirst("https?://[^/]+([^?]+).*", "$1"), "").text();
  }

  @Test
  @DisplayName("A container is an operation to make and to delete, and its key is for good")
  void container() throws Exception {
    assertEquals(404, send("GET", DATABASE, "").status());
    WireResponse orphan = send("PUT", CONTAINER, resource("people", "/id"));
    assertEquals(404, orphan.status(), orphan::text);
    assertTrue(ended(send("PUT", DATABASE, resource("shop", ""))).contains("Succeeded"));
    assertEquals(400, send("PUT", CONTAINER, resource("people", "")).status());
    assertEquals(400, send("PUT", CONTAINER, resource("others", "/id")).status());
    assertTrue(ended(send("PUT", CONTAINER, resource("people", "/id"))).contains("Succeeded"));
    assertTrue(send("GET", CONTAINER, "").text().contains("\"paths\":[\"/id\"]"));
    WireResponse changed = send("PUT", CONTAINER, resource("people", "/city"));
    assertTrue(changed.text().contains("partition key cannot be changed"), changed::text);
    assertTrue(ended(send("DELETE", CONTAINER, "")).contains("Succeeded"));
    assertEquals(404, send("GET", CONTAINER, "").status());
    assertEquals(204, send("DELETE", CONTAINER, "").status());
  }

  @Test
  @DisplayName("A right is an operation, in which who gets it is looked for in the directory")
  void right() throws Exception {
    String nobody = "11111111-2222-3333-4444-555555555555";
    String refused = ended(send("PUT", RIGHT, right(ACCOUNT + READER, ACCOUNT, nobody)));
    assertTrue(refused.contains("was not found in the AAD tenant"), refused);
    assertEquals(404, send("GET", RIGHT, "").status());
    String some = right(ACCOUNT + READER, ACCOUNT + "/dbs/shop/colls/people", identity());
    assertTrue(ended(send("PUT", RIGHT, some)).contains("Succeeded"));
    assertTrue(send("GET", ACCOUNT + "/sqlRoleAssignments", "").text().contains("/colls/people"));
    assertTrue(ended(send("DELETE", RIGHT, "")).contains("Succeeded"));
    assertEquals("{\"value\":[]}", send("GET", ACCOUNT + "/sqlRoleAssignments", "").text());
  }

  @ParameterizedTest
  @CsvSource({
    "no-guid, 00000000-0000-0000-0000-000000000001, '', is not a GUID",
    "'', 00000000-0000-0000-0000-000000000009, '', The role definition",
    "'', 00000000-0000-0000-0000-000000000001, /sqlDatabases/shop, The scope",
    "'', 00000000-0000-0000-0000-000000000001, /dbs/shop/colls/people/docs, The scope",
  })
  @DisplayName("A right that cannot be is refused at once")
  void refused(String name, String role, String scope, String told) throws Exception {
    WireResponse answer =
        send(
            "PUT",
            name.isEmpty() ? RIGHT : ACCOUNT + "/sqlRoleAssignments/" + name,
            right(ACCOUNT + "/sqlRoleDefinitions/" + role, ACCOUNT + scope, identity()));
    assertEquals(400, answer.status(), answer::text);
    assertTrue(answer.text().contains(told), answer::text);
  }

  @Test
  @DisplayName("An account takes one operation at a time")
  void busy() throws Exception {
    cloud.delay(Delays.none().withOperation(Duration.ofSeconds(20)));
    assertTrue(ended(send("PUT", DATABASE, resource("shop", ""))).contains("InProgress"));
    WireResponse second = send("PUT", RIGHT, right(ACCOUNT + READER, ACCOUNT, identity()));
    assertEquals(412, second.status(), second::text);
    assertTrue(second.text().contains("requires an exclusive lock"), second::text);
  }
}
