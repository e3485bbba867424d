package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Delays;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event Grid, in the words of the resource manager, and what it makes of blobs. */
class GridTest {
  private static final String ROOT = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String DATA =
      ROOT + "/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/";
  private static final String ACCOUNT = DATA + AzureCloud.OBJECTS;
  private static final String ONE = "/providers/Microsoft.EventGrid/eventSubscriptions/one";
  private static final String VERSION = "api-version=2022-06-15";
  private static final String ONE_OF_OURS = AzureCloud.OBJECTS + ONE;
  private static final String HOOK =
      "{\"endpointType\":\"WebHook\",\"properties\":{\"endpointUrl\":\"https://example.com\"}}";

  @TempDir private Path directory;
  private final FakeTime time = new FakeTime();
  private AzureCloud cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = AzureCloud.open(Setup.inMemory(directory, time)).furnish();
    cloud.keepContainer("photos");
  }

  @AfterEach
  void close() {
    cloud.close();
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

  private WireResponse put(String properties) throws Exception {
    return send("PUT", ACCOUNT + ONE, VERSION, "{\"properties\":{" + properties + "}}");
  }

  private List<JsonNode> events() {
    return StreamSupport.stream(cloud.state().path("gridEvents").spliterator(), false)
        .map(each -> each.path("event"))
        .toList();
  }

  @Test
  @DisplayName("One is made with the retry policy of all, told, changed and deleted")
  void subscription() throws Exception {
    WireResponse absent = send("GET", ACCOUNT + ONE, VERSION, "");
    assertEquals(404, absent.status());
    WireResponse made = put("\"destination\":" + HOOK + ",\"filter\":{}");
    assertEquals(201, made.status(), made::text);
    assertTrue(made.headers().first("Azure-AsyncOperation").isPresent());
    String told = send("GET", ACCOUNT + ONE, VERSION, "").text();
    assertTrue(told.contains("\"provisioningState\":\"Succeeded\""), told);
    assertTrue(told.contains("\"maxDeliveryAttempts\":30"), told);
    assertTrue(told.contains("\"eventDeliverySchema\":\"EventGridSchema\""), told);
    send("PATCH", ACCOUNT + ONE, VERSION, "{\"filter\":{\"subjectEndsWith\":\".jpg\"}}");
    String changed = send("GET", ACCOUNT + ONE, VERSION, "").text();
    assertTrue(changed.contains("\".jpg\"") && changed.contains("WebHook"), changed);
    assertEquals(202, send("DELETE", ACCOUNT + ONE, VERSION, "").status());
    assertEquals(204, send("DELETE", ACCOUNT + ONE, VERSION, "").status());
  }

  @Test
  @DisplayName("While it is made nobody else changes it, and nothing is told yet")
  void busy() throws Exception {
    cloud.delay(Delays.none().withOperation(Duration.ofMinutes(1)));
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    WireResponse refused = put("\"destination\":" + HOOK + ",\"filter\":{}");
    assertEquals(409, refused.status());
    store("a");
    assertEquals(0, events().size());
  }

  @Test
  @DisplayName("While it is changed it tells what it told before")
  void changing() throws Exception {
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    cloud.settle();
    cloud.delay(Delays.none().withOperation(Duration.ofMinutes(1)));
    send("PATCH", ACCOUNT + ONE, VERSION, "{\"filter\":{\"subjectEndsWith\":\".jpg\"}}");
    String told = send("GET", ACCOUNT + ONE, VERSION, "").text();
    assertTrue(told.contains("\"Updating\"") && told.contains(".jpg"), told);
    assertFalse(told.contains("$"), told);
    store("a");
    assertEquals(1, events().size());
  }

  @Test
  @DisplayName("Its deletion takes its time, and is told at a location")
  void deleting() throws Exception {
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    cloud.settle();
    cloud.delay(Delays.none().withOperation(Duration.ofMinutes(1)));
    WireResponse begun = send("DELETE", ACCOUNT + ONE, VERSION, "");
    assertEquals(202, begun.status());
    String path =
        begun
            .headers()
            .first("Location")
            .orElseThrow()
            .replaceFirst("http://[^/]+", "")
            .split("[?]")[0];
    assertEquals(202, send("GET", path, VERSION, "").status());
    assertTrue(send("GET", ACCOUNT + ONE, VERSION, "").text().contains("\"Deleting\""));
    assertEquals(409, send("DELETE", ACCOUNT + ONE, VERSION, "").status());
    time.sleep(Duration.ofMinutes(1));
    assertEquals(200, send("GET", path, VERSION, "").status());
    assertEquals(404, send("GET", ACCOUNT + ONE, VERSION, "").status());
  }

  @Test
  @DisplayName("The account's system topic comes with the first and goes with the last")
  void topic() throws Exception {
    String list = ROOT + "/providers/Microsoft.EventGrid/systemTopics";
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    String topics = send("GET", list, VERSION, "").text();
    assertTrue(topics.contains("sandboxobjects-"), topics);
    assertTrue(topics.contains("Microsoft.Storage.StorageAccounts"), topics);
    assertEquals(202, send("DELETE", ACCOUNT + ONE, VERSION, "").status());
    assertEquals("{\"value\":[]}", send("GET", list, VERSION, "").text());
    cloud.keepSystemTopic("theirs");
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    send("DELETE", ACCOUNT + ONE, VERSION, "");
    String left = send("GET", list, VERSION, "").text();
    assertTrue(left.contains("theirs") && !left.contains("sandboxobjects-"), left);
  }

  @ParameterizedTest(name = "{0} with {1} is refused: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "other/providers/Microsoft.EventGrid/eventSubscriptions/one | {\"properties\":{}}"
            + " | ResourceNotFound",
        "oldstore/providers/Microsoft.EventGrid/eventSubscriptions/one | {\"properties\":{}}"
            + " | InvalidRequest",
        "sandboxobjects/providers/Microsoft.EventGrid/eventSubscriptions/a_b | {\"properties\":{}}"
            + " | InvalidRequest",
        "sandboxobjects/providers/Microsoft.EventGrid/eventSubscriptions/one"
            + " | {\"properties\":{\"topicName\":\"x\"}} | InvalidRequestContent",
        ONE_OF_OURS + " | {\"properties\":{\"filter\":{}}} | InvalidRequest",
        ONE_OF_OURS
            + " | {\"properties\":{\"destination\":{\"endpointType\":\"Pigeon\"}}}"
            + " | InvalidRequest",
        ONE_OF_OURS
            + " | {\"properties\":{\"destination\":{\"endpointType\":\"AzureFunction\","
            + "\"properties\":{}}}} | InvalidRequest",
        ONE_OF_OURS
            + " | {\"properties\":{\"destination\":{\"endpointType\":\"WebHook\"},"
            + "\"filter\":{\"includedEventTypes\":[\"BlobCreated\"]}}} | InvalidRequest",
      })
  void refused(String path, String body, String code) throws Exception {
    cloud.keepAccount("oldstore", "Storage", false);
    WireResponse refused = send("PUT", DATA + path, VERSION, body);
    assertTrue(refused.text().contains("\"" + code + "\""), refused.text());
  }

  @Test
  @DisplayName("A function that is not there is told by the operation, and by the subscription")
  void absent() throws Exception {
    WireResponse begun =
        put(
            "\"destination\":{\"endpointType\":\"AzureFunction\",\"properties\":{\"resourceId\":\""
                + ROOT
                + "/resourceGroups/data/providers/Microsoft.Web/sites/none/functions/run\"}},"
                + "\"filter\":{}");
    assertEquals(201, begun.status());
    String operation = begun.headers().first("Azure-AsyncOperation").orElseThrow();
    String path = operation.replaceFirst("http://[^/]+", "").replaceFirst("[?].*", "");
    String ended = send("GET", path, VERSION, "").text();
    assertTrue(ended.contains("Destination endpoint not found"), ended);
    assertTrue(send("GET", ACCOUNT + ONE, VERSION, "").text().contains("\"Failed\""));
    store("a");
    assertEquals(0, events().size());
  }

  private BlobContainerClient photos() {
    return Clients.of(cloud)
        .blobs("https://" + AzureCloud.OBJECTS + ".blob.core.windows.net")
        .getBlobContainerClient("photos");
  }

  private void store(String name) throws Exception {
    String role =
        ACCOUNT
            + "/providers/Microsoft.Authorization/roleAssignments/"
            + "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    send(
        "PUT",
        role,
        "api-version=2022-04-01",
        "{\"properties\":{\"principalId\":\""
            + AzureCloud.DEPLOYER
            + "\",\"roleDefinitionId\":\""
            + ROOT
            + "/providers/Microsoft.Authorization/roleDefinitions/"
            + "b7e6dc6d-f1e8-4753-8033-0f276bb0955b\"}}");
    photos().getBlobClient(name).upload(BinaryData.fromString("book"), true);
  }

  @Test
  @DisplayName("Of what clients store and delete those events come of which one asks for")
  void filtered() throws Exception {
    put(
        "\"destination\":"
            + HOOK
            + ",\"eventDeliverySchema\":\"CloudEventSchemaV1_0\",\"filter\":{\"subjectBeginsWith\":"
            + "\"/blobServices/default/containers/photos/\",\"subjectEndsWith\":\".JPG\","
            + "\"includedEventTypes\":[\"Microsoft.Storage.BlobCreated\"]}");
    store("2026/a b.jpg");
    store("notes.txt");
    photos().getBlobClient("2026/a b.jpg").delete();
    assertEquals(1, events().size());
    JsonNode event = events().get(0);
    assertEquals("1.0", event.path("specversion").asText());
    assertEquals(ACCOUNT, event.path("source").asText());
    assertEquals("Microsoft.Storage.BlobCreated", event.path("type").asText());
    assertEquals(
        "/blobServices/default/containers/photos/blobs/2026/a b.jpg",
        event.path("subject").asText());
    assertEquals("PutBlob", event.at("/data/api").asText());
    assertEquals(4, event.at("/data/contentLength").asInt());
    assertEquals(32, event.at("/data/sequencer").asText().length());
  }

  @Test
  @DisplayName("Where nobody asks for CloudEvents they have Event Grid's own form")
  void ownSchema() throws Exception {
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    store("a.txt");
    photos().getBlobClient("a.txt").delete();
    assertEquals(
        List.of("Microsoft.Storage.BlobCreated", "Microsoft.Storage.BlobDeleted"),
        events().stream().map(each -> each.path("eventType").asText()).toList());
    assertEquals(ACCOUNT, events().get(1).path("topic").asText());
    assertTrue(events().get(1).path("data").path("contentLength").isMissingNode());
  }

  @Test
  @DisplayName("They go with their account, and with its group")
  void gone() throws Exception {
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    store("a");
    send("DELETE", ACCOUNT, "api-version=2025-06-01", "");
    for (String part : List.of("eventSubscriptions", "gridEvents", "systemTopics")) {
      assertTrue(cloud.state().path(part).isEmpty(), cloud.state()::toString);
    }
    cloud.furnish();
    put("\"destination\":" + HOOK + ",\"filter\":{}");
    send("DELETE", ROOT + "/resourceGroups/data", "api-version=2025-04-01", "");
    cloud.settle();
    for (String part : List.of("eventSubscriptions", "gridEvents", "systemTopics")) {
      assertTrue(cloud.state().path(part).isEmpty(), cloud.state()::toString);
    }
  }
}
