package dev.portolan.provider.azure.packing;

import static dev.portolan.provider.azure.packing.Shop.function;
import static dev.portolan.provider.azure.packing.Shop.http;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Trigger.Access;
import dev.portolan.deploy.model.Use;
import dev.portolan.deploy.packaging.FileStamp;
import dev.portolan.provider.azure.config.FunctionSettings;
import dev.portolan.sandbox.azure.host.AppHost;
import dev.portolan.sandbox.azure.host.Keys;
import dev.portolan.sandbox.azure.host.Spec;
import dev.portolan.sandbox.azure.host.WorkerLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to one function's site. */
class SliceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path work;

  private static FunctionSpec hello() {
    return function("hello", http("/hello", Access.PUBLIC, "GET"));
  }

  private static FunctionSpec nightly() {
    return function("nightly", new Trigger.Schedule("0 2 * * *", "UTC"));
  }

  @Test
  @DisplayName("It holds that function's folders, the jars, the probe, and no other function's")
  void own() throws IOException {
    Path packed = new Shop(work).pack(hello(), nightly());
    Slice slice = slice(packed, hello());
    assertEquals(Set.of("run_hello_requests", "portolan-probe"), slice.folders());
    List<String> names = Shop.names(slice.artifact().file());
    assertTrue(names.contains("run_hello_requests/function.json"));
    assertTrue(names.contains("app.jar"));
    assertTrue(names.contains("lib/portolan.jar"));
    assertFalse(names.contains("run_nightly_schedule/function.json"));
    assertEquals(
        Set.of("run_nightly_schedule", "portolan-probe"), slice(packed, nightly()).folders());
  }

  @Test
  @DisplayName("Equal input gives equal bytes, whatever other functions there are and wherever")
  void reproducible() throws IOException {
    Path packed = new Shop(work).pack(hello(), nightly());
    Slice one = slice(packed, hello());
    Slice two =
        Slice.of(packed, hello(), settings(hello()), Files.createDirectories(work.resolve("ü b")));
    assertEquals(one.sha256(), two.sha256());
    assertEquals(one.probePath(), two.probePath());
    try (var left = Files.list(work.resolve("slices"))) {
      assertEquals(List.of(one.artifact().file()), left.toList(), "nothing else is left");
    }
  }

  @Test
  @DisplayName("It is cut once; anew when the package is another, or its own file is no longer it")
  void once() throws IOException {
    Path packed = new Shop(work).pack(hello());
    Slice one = slice(packed, hello());
    Path file = one.artifact().file();
    byte[] bytes = Files.readAllBytes(file);
    Optional<FileStamp> written = FileStamp.of(file);
    assertEquals(one, slice(packed, hello()));
    assertEquals(written, FileStamp.of(file), "it was written again");
    Files.write(file, new byte[] {1});
    assertEquals(one, slice(packed, hello()));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    Files.delete(file);
    assertEquals(one, slice(packed, hello()));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    Files.delete(packed);
    assertThrows(IOException.class, () -> slice(packed, hello()));
  }

  @Test
  @DisplayName("The probe's path is of this slice alone, and what its own folder answers")
  void probe() throws IOException {
    Path packed = new Shop(work).pack(hello());
    Slice slice = slice(packed, hello());
    assertTrue(slice.probePath().matches("/\\.well-known/portolan/[0-9a-f]{16}/ready"));
    JsonNode probe = json(slice, "portolan-probe/function.json").get("bindings").get(0);
    String route = "/" + probe.get("route").asText().replace("{name}", "ready");
    assertEquals(slice.probePath(), route);
    assertEquals("function", probe.get("authLevel").asText());
    Slice longer =
        slice(packed, hello().withSizing(hello().sizing().withTimeout(Duration.ofSeconds(60))));
    assertNotEquals(slice.probePath(), longer.probePath());
    assertNotEquals(slice.sha256(), longer.sha256());
  }

  @Test
  @DisplayName("The host waits a little longer than the function has, and knows no path prefix")
  void host() throws IOException {
    Path packed = new Shop(work).pack(hello(), nightly());
    JsonNode host = json(slice(packed, hello()), "host.json");
    assertEquals("00:00:39", host.get("functionTimeout").asText());
    assertEquals("", host.at("/extensions/http/routePrefix").asText("?"));
    assertFalse(host.has("extensionBundle"));
    assertFalse(host.at("/extensions/http").has("maxConcurrentRequests"));
    FunctionSpec day = nightly().withSizing(nightly().sizing().withTimeout(Duration.ofHours(24)));
    assertEquals(
        "1.00:00:10", json(slice(packed, day), "host.json").get("functionTimeout").asText());
    Duration odd = Duration.ofMillis(1500);
    FunctionSpec brief = hello().withSizing(hello().sizing().withTimeout(odd));
    assertEquals(
        "00:00:12", json(slice(packed, brief), "host.json").get("functionTimeout").asText());
  }

  @Test
  @DisplayName("An upper bound on invocations is the host's too")
  void bound() throws IOException {
    FunctionSpec few = hello().withSizing(hello().sizing().withMaxConcurrency(3));
    Path packed = new Shop(work).pack(few);
    JsonNode http = json(slice(packed, few), "host.json").at("/extensions/http");
    assertEquals(3, http.get("maxConcurrentRequests").asInt());
  }

  @Test
  @DisplayName("A tick that failed comes again, as often as is set; nothing else does")
  void retries() throws IOException {
    Path packed = new Shop(work).pack(hello(), nightly());
    String timer = "run_nightly_schedule/function.json";
    JsonNode retry = json(slice(packed, nightly()), timer).get("retry");
    assertEquals("fixedDelay", retry.get("strategy").asText());
    assertEquals(3, retry.get("maxRetryCount").asInt());
    assertEquals("00:00:10", retry.get("delayInterval").asText());
    FunctionSpec once = nightly().withSettings(Map.of("retries", "0"));
    assertFalse(json(slice(packed, once), timer).has("retry"));
    Slice slice = slice(packed, hello());
    for (String folder : slice.folders()) {
      assertFalse(json(slice, folder + "/function.json").has("retry"), folder);
    }
  }

  @Test
  @DisplayName("A function that only sends to a queue loads no extension: sending is a request")
  void sender() throws IOException {
    FunctionSpec sender = hello().withUses(List.of(new Use(Use.Kind.SEND, "to-pack")));
    Path packed = new Shop(work).pack(sender);
    JsonNode host = json(slice(packed, sender), "host.json");
    assertFalse(host.has("extensionBundle"));
    assertFalse(host.path("extensions").has("serviceBus"));
  }

  @Test
  @DisplayName("A queue is named by settings alone; what brings its trigger is named with it")
  void queue() throws IOException {
    FunctionSpec packer =
        function("packer", http("/packer", Access.PUBLIC, "GET"), new Trigger.Queue("to-pack", 10));
    Path packed = new Shop(work).pack(hello(), packer);
    Slice slice = slice(packed, packer);
    assertEquals(
        Set.of("run_packer_requests", "run_packer_queue", "portolan-probe"), slice.folders());
    JsonNode folder = json(slice, "run_packer_queue/function.json");
    assertEquals(
        "dev.portolan.adapter.azurefunctions.ServiceBusEntryPoint.run",
        folder.get("entryPoint").asText());
    assertFalse(folder.has("retry"));
    JsonNode binding = folder.get("bindings").get(0);
    assertEquals("serviceBusTrigger", binding.get("type").asText());
    assertEquals("message", binding.get("name").asText());
    assertEquals("%PORTOLAN_QUEUE_NAME%", binding.get("queueName").asText());
    assertEquals("PORTOLAN_QUEUE", binding.get("connection").asText());
    assertEquals("one", binding.get("cardinality").asText());
    assertEquals("binary", binding.get("dataType").asText());
    JsonNode host = json(slice, "host.json");
    assertEquals("[4.0.0, 5.0.0)", host.at("/extensionBundle/version").asText());
    JsonNode bus = host.at("/extensions/serviceBus");
    assertEquals(4, bus.get("maxConcurrentCalls").asInt());
    assertEquals(
        host.get("functionTimeout").asText(), bus.get("maxAutoLockRenewalDuration").asText());
    assertFalse(json(slice(packed, hello()), "host.json").has("extensionBundle"));
    FunctionSpec other = packer.withTriggers(List.of(new Trigger.Queue("to-ship", 1)));
    FunctionSpec same = packer.withTriggers(List.of(new Trigger.Queue("to-pack", 10)));
    assertEquals(
        Shop.texts(slice(packed, same).artifact().file()).get("run_packer_queue/function.json"),
        Shop.texts(slice(packed, other).artifact().file()).get("run_packer_queue/function.json"));
  }

  @Test
  @DisplayName("A topic and the subscription to it are named by settings alone, too")
  void topic() throws IOException {
    FunctionSpec mailer = function("mailer", new Trigger.Topic("orders", List.of("placed")));
    Slice slice = slice(new Shop(work).pack(hello(), mailer), mailer);
    assertEquals(Set.of("run_mailer_topic", "portolan-probe"), slice.folders());
    JsonNode folder = json(slice, "run_mailer_topic/function.json");
    assertEquals(
        "dev.portolan.adapter.azurefunctions.ServiceBusTopicEntryPoint.run",
        folder.get("entryPoint").asText());
    assertFalse(folder.has("retry"));
    JsonNode binding = folder.get("bindings").get(0);
    assertEquals("serviceBusTrigger", binding.get("type").asText());
    assertEquals("%PORTOLAN_TOPIC_NAME%", binding.get("topicName").asText());
    assertEquals("%PORTOLAN_TOPIC_SUBSCRIPTION%", binding.get("subscriptionName").asText());
    assertFalse(binding.has("queueName"));
    assertEquals("PORTOLAN_TOPIC", binding.get("connection").asText());
    assertEquals("one", binding.get("cardinality").asText());
    assertEquals("binary", binding.get("dataType").asText());
    JsonNode host = json(slice, "host.json");
    assertTrue(host.has("extensionBundle"));
    assertTrue(host.at("/extensions/serviceBus").has("maxConcurrentCalls"));
  }

  @Test
  @DisplayName("What is stored and what is removed come by one folder, which names no container")
  void objects() throws IOException {
    FunctionSpec painter =
        function(
            "painter", new Trigger.ObjectCreated("photos"), new Trigger.ObjectDeleted("photos"));
    Slice slice = slice(new Shop(work).pack(hello(), painter), painter);
    assertEquals(Set.of("run_painter_objects", "portolan-probe"), slice.folders());
    JsonNode folder = json(slice, "run_painter_objects/function.json");
    assertEquals(
        "dev.portolan.adapter.azurefunctions.EventGridEntryPoint.run",
        folder.get("entryPoint").asText());
    assertFalse(folder.has("retry"));
    assertEquals(
        "[{\"type\":\"eventGridTrigger\",\"direction\":\"in\",\"name\":\"event\"}]",
        folder.get("bindings").toString());
    JsonNode host = json(slice, "host.json");
    assertTrue(host.has("extensionBundle"));
    assertFalse(host.at("/extensions").has("serviceBus"));
    assertEquals("00:00:30", host.path("functionTimeout").asText(), "as long as is waited for");
  }

  @Test
  @DisplayName("Changes of records come one by one, by names of settings, and again for a day")
  void records() throws IOException {
    FunctionSpec audit = function("audit", new Trigger.RecordChanged("customers"));
    Slice slice = slice(new Shop(work).pack(hello(), audit), audit);
    assertEquals(Set.of("run_audit_records", "portolan-probe"), slice.folders());
    JsonNode folder = json(slice, "run_audit_records/function.json");
    assertEquals(
        "dev.portolan.adapter.azurefunctions.CosmosDbEntryPoint.run",
        folder.get("entryPoint").asText());
    assertEquals(
        JSON.readTree(
            """
            {"type": "cosmosDBTrigger", "direction": "in", "name": "documents",
             "connection": "PORTOLAN_TABLE", "databaseName": "%PORTOLAN_TABLE_DATABASE%",
             "containerName": "%PORTOLAN_TABLE_NAME%",
             "leaseContainerName": "%PORTOLAN_TABLE_LEASES%",
             "createLeaseContainerIfNotExists": false,
             "startFromTime": "%PORTOLAN_TABLE_SINCE%", "maxItemsPerInvocation": 1}
            """),
        folder.at("/bindings/0"));
    assertEquals(
        JSON.readTree(
            """
            {"strategy": "exponentialBackoff", "maxRetryCount": 300,
             "minimumInterval": "00:00:01", "maximumInterval": "00:05:00"}
            """),
        folder.get("retry"));
    assertTrue(json(slice, "host.json").has("extensionBundle"));
  }

  @ParameterizedTest(name = "The host reads the time of a function that has {0} s")
  @ValueSource(ints = {1, 230, 86_390, 86_400})
  void read(int seconds) throws IOException {
    FunctionSpec some =
        nightly().withSizing(nightly().sizing().withTimeout(Duration.ofSeconds(seconds)));
    Path app = Files.createDirectories(work.resolve("app"));
    Files.writeString(
        app.resolve("host.json"),
        Shop.texts(slice(new Shop(work).pack(some), some).artifact().file()).get("host.json"));
    Keys keys = Keys.of("master", "key");
    WorkerLink.Workers nobody = spec -> null;
    try (AppHost host =
        AppHost.open(new Spec(app, Map.of(), 0, work, line -> {}, keys, null), nobody)) {
      assertEquals(List.of(), host.functions());
    }
  }

  private Slice slice(Path packed, FunctionSpec function) throws IOException {
    return Slice.of(packed, function, settings(function), work.resolve("slices"));
  }

  private static FunctionSettings settings(FunctionSpec function) {
    return FunctionSettings.from(function, Settings.of(Map.of()));
  }

  private static JsonNode json(Slice slice, String entry) throws IOException {
    return JSON.readTree(Shop.texts(slice.artifact().file()).get(entry));
  }
}
