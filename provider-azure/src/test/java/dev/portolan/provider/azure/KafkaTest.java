package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.AzureCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka: what the host of a function is told of its topics. */
class KafkaTest {
  private static final Trigger CLICKS = new Trigger.Kafka(List.of("clicks"), "");
  private static final Trigger BOTH = new Trigger.Kafka(List.of("clicks", "views"), "");
  private static final Trigger SHOP = new Trigger.Kafka(List.of("clicks", "views"), "shop");
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");

  @TempDir private Path work;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private List<JsonNode> functions() {
    JsonNode site = scene.cloud().azure().state().path("sites").elements().next();
    return StreamSupport.stream(site.path("$functions").spliterator(), false)
        .filter(each -> each.path("name").asText().contains("_kafka"))
        .toList();
  }

  private JsonNode host() {
    return scene.cloud().azure().state().path("sites").elements().next().path("$host");
  }

  private static JsonNode binding(JsonNode function) {
    return function.at("/config/bindings/0");
  }

  @Test
  @DisplayName("Each topic is a trigger with a group of its own, which no later deployment changes")
  void topics() {
    Runs.verified(scene.deploy(BOTH));
    JsonNode settings = scene.site();
    assertEquals("kafka.example.com:9093", settings.path("PORTOLAN_KAFKA_BROKERS").asText());
    assertEquals("clicks", settings.path("PORTOLAN_KAFKA_TOPIC_1").asText());
    assertEquals("views", settings.path("PORTOLAN_KAFKA_TOPIC_2").asText());
    String group = settings.path("PORTOLAN_KAFKA_GROUP_1").asText();
    assertTrue(group.matches("[a-z0-9-]*greeter-[0-9a-f]{20}\\.clicks"), group);
    String views = settings.path("PORTOLAN_KAFKA_GROUP_2").asText();
    assertEquals(group.replace(".clicks", ".views"), views);

    assertEquals(
        List.of("run_greeter_kafka", "run_greeter_kafka2"),
        functions().stream().map(each -> each.path("name").asText()).toList());
    JsonNode second = binding(functions().get(1));
    assertEquals("%PORTOLAN_KAFKA_TOPIC_2%", second.path("topic").asText());
    assertEquals("%PORTOLAN_KAFKA_GROUP_2%", second.path("consumerGroup").asText());
    assertEquals("ssl", second.path("protocol").asText(), "never in the open");
    assertEquals("one", second.path("cardinality").asText());
    assertEquals("binary", second.path("dataType").asText());
    assertFalse(second.has("authenticationMode"), "where nobody logs in");

    scene.cloud().forgetCalls();
    Runs.verified(scene.deploy(BOTH));
    assertFalse(scene.mutated());

    Runs.verified(scene.deploy(new Trigger.Kafka(List.of("views"), "")));
    assertEquals(views, scene.site().path("PORTOLAN_KAFKA_GROUP_1").asText(), "goes on in it");
    assertFalse(scene.site().has("PORTOLAN_KAFKA_TOPIC_2"));
    Runs.verified(scene.deploy(NIGHTLY));
    assertFalse(scene.site().toString().contains("PORTOLAN_KAFKA"), scene.site()::toString);
    Runs.verified(scene.runs().rollback());
    assertEquals(views, scene.site().path("PORTOLAN_KAFKA_GROUP_1").asText());
  }

  @Test
  @DisplayName("The host is told to commit nothing that failed, and to try it without an end")
  void loss() {
    Runs.verified(scene.deploy(CLICKS));
    JsonNode kafka = host().at("/extensions/kafka");
    assertEquals("earliest", kafka.path("autoOffsetReset").asText());
    assertFalse(kafka.path("commitOnFailure").asBoolean(true));
    assertEquals(-1, kafka.path("maxRetries").asInt());
    assertEquals("[4.37.0, 5.0.0)", host().at("/extensionBundle/version").asText());
    JsonNode retry = functions().get(0).at("/config/retry");
    assertEquals(-1, retry.path("maxRetryCount").asInt());
    assertEquals("exponentialBackoff", retry.path("strategy").asText());
  }

  @Test
  @DisplayName("No partition is lost to another instance while a batch has its time")
  void patience() {
    FunctionSpec slow = scene.function("greeter", CLICKS);
    slow = slow.withSizing(slow.sizing().withTimeout(Duration.ofMinutes(2)));
    slow = slow.withSettings(Map.of("concurrency", "8"));
    batches(slow, 2, 300_000);
    batches(slow.withSettings(Map.of("concurrency", "1")), 1, 300_000);
    batches(slow.withSizing(slow.sizing().withTimeout(Duration.ofSeconds(5))), 8, 300_000);
    batches(slow.withSizing(slow.sizing().withTimeout(Duration.ofMinutes(9))), 1, 550_000);
  }

  private void batches(FunctionSpec function, int records, int millis) {
    Runs.verified(scene.deploy(function));
    JsonNode kafka = host().at("/extensions/kafka");
    assertEquals(records, kafka.path("maxBatchSize").asInt());
    assertEquals(millis, kafka.path("maxPollIntervalMs").asInt());
  }

  @Test
  @DisplayName(
      "A group that is named is that one, for all topics, and the plan tells how it begins")
  void named() {
    Plan plan = scene.plan(SHOP);
    assertTrue(
        plan.notes()
            .contains(
                "greeter takes from topic clicks in the group shop: if Kafka has no offsets of it,"
                    + " it begins with the oldest record"),
        plan.notes()::toString);
    assertTrue(plan.notes().toString().contains("say Reject for what cannot"), plan::toString);
    assertFalse(scene.plan(NIGHTLY).notes().toString().contains("Reject"), "no topic of Kafka");
    Runs.verified(scene.deploy(SHOP));
    assertEquals("shop", scene.site().path("PORTOLAN_KAFKA_GROUP_1").asText());
    assertEquals("shop", scene.site().path("PORTOLAN_KAFKA_GROUP_2").asText());
    assertFalse(scene.plan(SHOP).notes().toString().contains("oldest record"), "is told once");
  }

  @Test
  @DisplayName("A topic that is new in a group begins, and so do all in brokers that are")
  void begins() {
    Runs.verified(scene.deploy(new Trigger.Kafka(List.of("clicks"), "shop")));
    String notes = scene.plan(SHOP).notes().toString();
    assertTrue(notes.contains("topic views in the group shop"), notes);
    assertFalse(notes.contains("topic clicks"), notes);
    scene.settings(Map.of("kafka", "other.example.com:9093"));
    notes = scene.plan(SHOP).notes().toString();
    assertTrue(notes.contains("topic clicks in the group shop"), notes);
  }

  @Test
  @DisplayName("What it logs in with is a secret: a reference, with the right to read that alone")
  void secrets() {
    scene.settings(
        Map.of(
            "kafkaUser", "$ConnectionString",
            "kafkaAuth", "basic",
            "kafkaSecret", "secret://kafka-login",
            "kafkaCa", "secret://kafka-root"));
    AzureCloud azure = scene.cloud().azure();
    azure.keepVault(true);
    azure.keepSecret("kafka-login", "100%sure%");
    azure.keepSecret("kafka-root", "-----BEGIN CERTIFICATE-----");
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(CLICKS));
    JsonNode binding = binding(functions().get(0));
    assertEquals("saslSsl", binding.path("protocol").asText());
    assertEquals("plain", binding.path("authenticationMode").asText());
    assertEquals("PORTOLAN_KAFKA_USER", binding.path("username").asText());
    assertEquals("PORTOLAN_KAFKA_PASSWORD", binding.path("password").asText());
    assertEquals("PORTOLAN_KAFKA_CA", binding.path("sslCaPEM").asText());
    assertEquals(
        "@Microsoft.KeyVault(VaultName=sandbox-vault;SecretName=kafka-login)",
        scene.site().path("PORTOLAN_KAFKA_PASSWORD").asText());
    assertEquals("$ConnectionString", scene.site().path("PORTOLAN_KAFKA_USER").asText());
    assertEquals(
        List.of("kafka-login", "kafka-root"),
        scene
            .all("roleAssignments")
            .map(each -> each.at("/properties/scope").asText())
            .filter(scope -> scope.contains("/secrets/"))
            .map(scope -> scope.replaceFirst(".*/", ""))
            .sorted()
            .toList());
    scene.cloud().forgetCalls();
    Runs.verified(scene.deploy(CLICKS));
    assertFalse(scene.mutated());
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  private List<Problem> problems(Map<String, String> settings, FunctionSpec... functions) {
    return scene
        .cloud()
        .provider()
        .check(scene.with(functions), scene.cloud().settings().with(settings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka                 | portolan.azure.kafka",
        "kafka:port            | portolan.azure.kafka",
        "arn:aws:kafka:x:1:c/d | portolan.azure.kafka"
      })
  @DisplayName("Brokers are named by host and port")
  void brokers(String brokers, String where) {
    List<Problem> problems = problems(Map.of("kafka", brokers), scene.function("greeter", CLICKS));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).where().endsWith(where), problems::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "kafkaUser, ada, kafkaSecret",
    "kafkaSecret, secret://login, kafkaUser",
    "kafkaAuth, basic, kafkaAuth"
  })
  @DisplayName("What does not fit together is told before any call")
  void fitting(String key, String value, String where) {
    List<Problem> problems = problems(Map.of(key, value), scene.function("greeter", CLICKS));
    assertTrue(
        problems.stream().anyMatch(each -> each.where().endsWith("portolan.azure." + where)),
        problems::toString);
    assertEquals(List.of(), problems(Map.of(key, value), scene.function("greeter", NIGHTLY)));
  }

  @Test
  @DisplayName("Event Hubs is logged in to with a connection string, and not otherwise")
  void eventHubs() {
    FunctionSpec function = scene.function("greeter", CLICKS);
    Map<String, String> hubs = Map.of("kafka", "shop.servicebus.windows.net:9093");
    String vault = "sandbox-vault";
    Map<String, String> login =
        Map.of("kafkaUser", "$ConnectionString", "kafkaSecret", "secret://hubs", "vault", vault);
    for (FunctionSpec each : List.of(function, function.withSettings(login))) {
      List<Problem> problems = problems(hubs, each);
      assertEquals(
          List.of("greeter: portolan.azure.kafka"), problems.stream().map(Problem::where).toList());
      assertTrue(problems.get(0).toString().contains("Event Hubs"), problems::toString);
    }
    Map<String, String> all = new HashMap<>(login);
    all.put("kafkaAuth", "basic");
    assertEquals(List.of(), problems(hubs, function.withSettings(all)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret://ada", "@Microsoft.KeyVault(SecretUri=x)"})
  @DisplayName("A user is a name, and no secret")
  void user(String user) {
    Map<String, String> login =
        Map.of("kafkaUser", user, "kafkaSecret", "secret://x", "vault", "sandbox-vault");
    assertEquals(
        List.of("greeter: portolan.azure.kafkaUser"),
        problems(login, scene.function("greeter", CLICKS)).stream().map(Problem::where).toList());
  }

  @Test
  @DisplayName("Brokers of a function's own are not shown the project's login")
  void own() {
    Map<String, String> project =
        Map.of("kafkaUser", "ada", "kafkaSecret", "secret://x", "vault", "sandbox-vault");
    FunctionSpec function = scene.function("greeter", CLICKS);
    Map<String, String> own = new HashMap<>(Map.of("kafka", "other.example.com:9093"));
    assertEquals(
        List.of("greeter: portolan.azure.kafkaUser", "greeter: portolan.azure.kafkaSecret"),
        problems(project, function.withSettings(own)).stream().map(Problem::where).toList());
    own.putAll(Map.of("kafkaUser", "", "kafkaSecret", ""));
    assertEquals(List.of(), problems(project, function.withSettings(own)));
    own.putAll(Map.of("kafkaUser", "eve", "kafkaSecret", "secret://y"));
    assertEquals(List.of(), problems(project, function.withSettings(own)));
    assertEquals(List.of(), problems(project, function));
  }

  @Test
  @DisplayName("Without brokers, and without a vault for its secrets, it is refused")
  void missing() {
    Map<String, String> all =
        Map.of("kafka", "", "vault", "", "kafkaUser", "ada", "kafkaSecret", "secret://login");
    List<Problem> problems = problems(all, scene.function("greeter", CLICKS));
    assertEquals(
        List.of("greeter: portolan.azure.kafka", "greeter: portolan.azure.vault"),
        problems.stream().map(Problem::where).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "level, LEVEL",
    "home, other",
    "User, other",
    "region_name, other",
    "'..', other",
    "clicks%x%, other"
  })
  @DisplayName("A topic that the host would take for a setting is refused")
  void taken(String topic, String variable) {
    FunctionSpec function = scene.function("greeter", new Trigger.Kafka(List.of(topic), ""));
    List<Problem> problems = problems(Map.of(), function.withEnvironment(Map.of(variable, "x")));
    assertFalse(problems.isEmpty());
    assertTrue(
        problems.stream().allMatch(each -> each.where().equals("greeter: topic " + topic)),
        problems::toString);
  }

  @Test
  @DisplayName("Two functions take from one topic each by itself, and not in one group")
  void twice() {
    assertEquals(
        List.of(), problems(Map.of(), scene.function("one", CLICKS), scene.function("two", BOTH)));
    List<Problem> problems =
        problems(Map.of(), scene.function("one", SHOP), scene.function("two", SHOP));
    assertEquals(2, problems.size(), problems::toString);
    assertTrue(problems.get(0).toString().contains("as by one"), problems::toString);
    assertEquals(
        List.of(),
        problems(
            Map.of(),
            scene.function("one", SHOP),
            scene.function("two", SHOP).withSettings(Map.of("kafka", "other.example.com:9093"))));
  }

  @Test
  @DisplayName("Two topics scale by themselves, so no bound holds for both")
  void bound() {
    FunctionSpec both = scene.function("greeter", BOTH);
    both = both.withSizing(both.sizing().withMaxConcurrency(2));
    List<Problem> problems = problems(Map.of(), both);
    assertEquals(
        List.of("greeter: maxConcurrency"), problems.stream().map(Problem::where).toList());
    assertEquals(List.of(), problems(Map.of(), both.withTriggers(List.of(CLICKS))));
  }
}
