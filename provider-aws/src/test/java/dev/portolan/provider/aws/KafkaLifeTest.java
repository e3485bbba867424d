package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What Kafka has, beyond the contract of all deployers. */
class KafkaLifeTest {
  private static final String UUID = "fc2f5bdf-fd1b-45ad-85dd-15b4a5a6247e-2";
  private static final String MSK = "arn:aws:kafka:us-east-1:123456789012:cluster/shop/" + UUID;
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:AmazonMSK_shop-a1B2c3";
  private static final String OTHER = SECRET.replace("a1B2c3", "d4E5f6");
  private static final Map<String, String> MANAGED = Map.of("kafka", MSK);
  private static final Map<String, String> OWN =
      Map.of("kafka", "kafka-2:9092, kafka-1:9092", "kafkaSecret", SECRET);
  private static final Map<String, String> MORE =
      Map.of("kafka", "kafka-1:9092,kafka-2:9092,kafka-3:9092", "kafkaSecret", SECRET);
  private static final String NAME = "shop-dev-hello";
  private static final String ROLE =
      "arn:aws:iam::123456789012:role/portolan/shop/dev/" + NAME + ".us-east-1";
  private static final String GROUP = NAME + ".us-east-1.123456789012.";

  @TempDir private Path directory;
  private EventScene scene;
  private LambdaClient lambda;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
    lambda = scene.clients.lambda().get();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Trigger of(String... topics) {
    return new Trigger.Kafka(List.of(topics), "");
  }

  private Outcome deployed(Map<String, String> settings, FunctionSpec... functions)
      throws Exception {
    return verified(scene.deploy(settings, functions));
  }

  private List<JsonNode> mappings() {
    List<JsonNode> all = new ArrayList<>();
    scene.regional("/lambda/mappings").forEach(all::add);
    return all;
  }

  private JsonNode only() {
    assertEquals(1, mappings().size(), mappings().toString());
    return mappings().get(0);
  }

  private JsonNode policy() {
    String text =
        scene.aws.state().at("/iam/roles/" + NAME + ".us-east-1/_inline/portolan").asText();
    return Json.read(text).orElseThrow().path("Statement");
  }

  /** Each action behind the resource it may be done to. */
  private List<String> allowed() {
    TreeSet<String> all = new TreeSet<>();
    for (JsonNode statement : policy()) {
      for (String action : Policies.actions(statement)) {
        if (!action.startsWith("logs:")) {
          all.add(action + " " + statement.path("Resource").asText());
        }
      }
    }
    return List.copyOf(all);
  }

  private static Happening happening(String topic, String key, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new Happening(Samples.OWNER, "hello", of(topic), "", key, bytes);
  }

  private Happening.Result write(String topic, String key, String value) {
    return scene.aws.fire(happening(topic, key, value));
  }

  @Test
  void eachTopicOfAClusterOfMskHasAMappingAndAGroupThatEveryRunNamesAlike() throws Exception {
    deployed(MANAGED, hello(of("clicks", "views")));
    assertEquals(2, mappings().size());
    for (JsonNode mapping : mappings()) {
      String topic = mapping.path("Topics").path(0).asText();
      assertEquals(MSK, mapping.path("EventSourceArn").asText());
      assertEquals(
          GROUP + topic,
          mapping.at("/AmazonManagedKafkaEventSourceConfig/ConsumerGroupId").asText());
      assertEquals("AT_TIMESTAMP", mapping.path("StartingPosition").asText());
      assertEquals(10, mapping.path("BatchSize").asInt());
      assertEquals(0, mapping.path("FunctionResponseTypes").size(), mapping.toString());
    }
    Happening.Result clicked = write("clicks", "/shop", "{\"millis\":1}");
    assertTrue(clicked.handled(), clicked.told().toString());
    JsonNode event = Json.read(scene.heard.heard().get(0)).orElseThrow();
    assertEquals("aws:kafka", event.path("eventSource").asText());
    assertEquals(MSK, event.path("eventSourceArn").asText());
    JsonNode record = event.path("records").elements().next().path(0);
    assertEquals("L3Nob3A=", record.path("key").asText(), event.toString());
    Outcome again = deployed(MANAGED, hello(of("clicks", "views")));
    assertEquals(List.of(), again.plan().orElseThrow().steps());
  }

  @Test
  void theRoleMayReadThatTopicInThatGroupAndNoOther() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    String at = "arn:aws:kafka:us-east-1:123456789012:";
    assertEquals(
        List.of(
            "ec2:CreateNetworkInterface *",
            "ec2:DeleteNetworkInterface *",
            "ec2:DescribeNetworkInterfaces *",
            "ec2:DescribeSecurityGroups *",
            "ec2:DescribeSubnets *",
            "ec2:DescribeVpcs *",
            "kafka-cluster:AlterGroup " + at + "group/shop/" + UUID + "/" + GROUP + "clicks",
            "kafka-cluster:Connect " + MSK,
            "kafka-cluster:DescribeClusterDynamicConfiguration " + MSK,
            "kafka-cluster:DescribeGroup " + at + "group/shop/" + UUID + "/" + GROUP + "clicks",
            "kafka-cluster:DescribeTopic " + at + "topic/shop/" + UUID + "/clicks",
            "kafka-cluster:ReadData " + at + "topic/shop/" + UUID + "/clicks",
            "kafka:DescribeClusterV2 " + MSK,
            "kafka:GetBootstrapBrokers " + MSK),
        allowed());
    deployed(Map.of("kafka", MSK, "kafkaSecret", SECRET), hello(of("clicks")));
    assertTrue(allowed().contains("secretsmanager:GetSecretValue " + SECRET), "" + allowed());
    assertTrue(allowed().contains("kafka:ListScramSecrets " + MSK), "" + allowed());
    assertFalse(allowed().toString().contains("kafka-cluster:"), "" + allowed());
    JsonNode decrypt = policy().path(policy().size() - 1);
    assertEquals(
        SECRET,
        decrypt.at("/Condition/StringEquals/kms:EncryptionContext:SecretARN").asText(),
        policy().toString());
    assertEquals(
        "secretsmanager.us-east-1.amazonaws.com",
        decrypt.at("/Condition/StringEquals/kms:ViaService").asText());
    assertEquals(
        "SASL_SCRAM_512_AUTH",
        only().at("/SourceAccessConfigurations/0/Type").asText(),
        "the same mapping, changed in place");
  }

  @Test
  void anotherSecretIsReadBesideTheOldOneUntilTheMappingHasIt() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    deployed(Map.of("kafka", MSK, "kafkaSecret", SECRET), hello(of("clicks")));
    List<String> policies = new ArrayList<>();
    scene
        .aws
        .faults()
        .on(
            "lambda",
            "UpdateEventSourceMapping",
            Phase.BEFORE_SEND,
            Fault.stranger(() -> policies.add(policy().toString())),
            1);
    deployed(Map.of("kafka", MSK, "kafkaSecret", OTHER), hello(of("clicks")));
    assertTrue(policies.get(0).contains(SECRET + "\""), policies.get(0));
    assertTrue(policies.get(0).contains(OTHER + "\""), policies.get(0));
    assertFalse(policy().toString().contains(SECRET + "\""), policy().toString());
  }

  @Test
  void brokersOfOnesOwnComeInOneOrderAndAreReachedInTheirNetwork() throws Exception {
    Map<String, String> settings =
        Map.of(
            "kafka", "kafka-2:9092,kafka-1:9092",
            "kafkaAuth", "basic",
            "kafkaSecret", SECRET,
            "kafkaCa", OTHER,
            "kafkaSubnets", "subnet-0b000000, subnet-0a000000",
            "kafkaSecurityGroups", "sg-0a000000",
            "kafkaOffset", "earliest");
    deployed(settings, hello(of("clicks")));
    JsonNode mapping = only();
    assertEquals(
        "[\"kafka-1:9092\",\"kafka-2:9092\"]",
        mapping.at("/SelfManagedEventSource/Endpoints/KAFKA_BOOTSTRAP_SERVERS").toString());
    assertEquals("TRIM_HORIZON", mapping.path("StartingPosition").asText());
    List<String> access = new ArrayList<>();
    mapping
        .path("SourceAccessConfigurations")
        .forEach(one -> access.add(one.path("Type").asText() + " " + one.path("URI").asText()));
    assertEquals(
        List.of(
            "BASIC_AUTH " + SECRET,
            "SERVER_ROOT_CA_CERTIFICATE " + OTHER,
            "VPC_SECURITY_GROUP security_group:sg-0a000000",
            "VPC_SUBNET subnet:subnet-0a000000",
            "VPC_SUBNET subnet:subnet-0b000000"),
        access);
    assertTrue(allowed().contains("ec2:CreateNetworkInterface *"), "" + allowed());
    assertFalse(allowed().toString().contains("kafka:"), "" + allowed());
    assertTrue(write("clicks", "", "1").handled());
    JsonNode event = Json.read(scene.heard.heard().get(0)).orElseThrow();
    assertEquals("SelfManagedKafka", event.path("eventSource").asText());
    assertEquals("kafka-1:9092,kafka-2:9092", event.path("bootstrapServers").asText());
  }

  @Test
  void withoutANetworkOfItsOwnNothingIsAllowedOfOne() throws Exception {
    deployed(OWN, hello(of("clicks")));
    assertFalse(allowed().toString().contains("ec2:"), "" + allowed());
  }

  @Test
  void anotherBrokerKeepsTheGroupAndWhereItBegan() throws Exception {
    deployed(OWN, hello(of("clicks")));
    JsonNode before = only();
    assertTrue(write("clicks", "", "1").handled());
    scene.time.sleep(Duration.ofHours(1));
    deployed(MORE, hello(of("clicks")));
    JsonNode after = only();
    assertFalse(after.path("UUID").equals(before.path("UUID")));
    assertEquals(
        GROUP + "clicks", after.at("/SelfManagedKafkaEventSourceConfig/ConsumerGroupId").asText());
    assertEquals(before.path("StartingPositionTimestamp"), after.path("StartingPositionTimestamp"));
  }

  @Test
  void aMappingOfWhichSomebodySetAnythingGivesWayToNoOther() throws Exception {
    deployed(OWN, hello(of("clicks")));
    String uuid = only().path("UUID").asText();
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).batchSize(77).enabled(false));
    deployed(OWN, hello(of("clicks")));
    String untouched = scene.aws.state().toString();
    DeployException refused = scene.refused(MORE, hello(of("clicks")));
    assertTrue(
        refused.getMessage().contains("would be lost: that it is disabled, BatchSize"),
        refused.getMessage());
    assertTrue(refused.hint().contains("delete-event-source-mapping --uuid " + uuid));
    assertEquals(untouched, scene.aws.state().toString());
    lambda.deleteEventSourceMapping(d -> d.uuid(uuid));
    deployed(MORE, hello(of("clicks")));
    assertTrue(only().toString().contains("kafka-3:9092"), only().toString());
  }

  @Test
  void aRunThatDiesBetweenTheOldMappingAndTheNewOneEndsInARerunAsIfItHadNot() throws Exception {
    deployed(OWN, hello(of("clicks")));
    assertTrue(write("clicks", "", "1").handled());
    scene.aws.faults().on("lambda", "CreateEventSourceMapping", Phase.BEFORE_SEND, Fault.kill(), 1);
    assertThrows(CallerKilledError.class, () -> scene.deploy(MORE, hello(of("clicks"))));
    assertEquals(List.of(), mappings(), "between the two");
    scene.aws.faults().revive();
    deployed(MORE, hello(of("clicks")));
    String rerun = CloudState.of(scene.aws.state());
    try (EventScene other = new EventScene(directory)) {
      verified(other.deploy(OWN, hello(of("clicks"))));
      other.aws.fire(happening("clicks", "", "1"));
      verified(other.deploy(MORE, hello(of("clicks"))));
      assertEquals(CloudState.of(other.aws.state()), rerun);
    }
  }

  @Test
  void aGroupThatWasHeldIsKeptWhenItsMappingIsLost() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    assertTrue(write("clicks", "", "1").handled());
    String uuid = only().path("UUID").asText();
    write("clicks", "", "2");
    lambda.deleteEventSourceMapping(d -> d.uuid(uuid));
    scene.heard.heard();
    deployed(MANAGED, hello(of("clicks")));
    scene.aws.turn();
    assertEquals(List.of(), scene.heard.heard(), "both were taken");
  }

  @Test
  void whatIsWrittenWhileLambdaDoesNotPollYetIsBroughtAndWhatIsOldIsNot() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    write("clicks", "", "old");
    verified(scene.with(MANAGED, portolan -> portolan.destroy(Samples.OWNER)));
    scene.time.sleep(Duration.ofHours(1));
    Duration minutes = Duration.ofMinutes(4);
    scene.aws.setTimings(new Timings(minutes, minutes, minutes, minutes, Duration.ZERO));
    FunctionSpec named = hello(new Trigger.Kafka(List.of("clicks"), "anew"));
    scene
        .aws
        .faults()
        .on(
            "lambda",
            "CreateEventSourceMapping",
            Phase.AFTER_RESPONSE,
            Fault.stranger(() -> write("clicks", "", "meanwhile")),
            1);
    scene.heard.heard();
    deployed(MANAGED, named);
    scene.time.sleep(Duration.ofMinutes(10));
    scene.aws.turn();
    List<String> heard = scene.heard.heard();
    assertEquals(1, heard.size(), heard.toString());
    assertTrue(heard.get(0).contains("bWVhbndoaWxl"), heard.toString());
    assertFalse(heard.get(0).contains("b2xk"), heard.toString());
  }

  @Test
  void aBatchThatFailsComesAgainAsAWholeAndNothingPassesIt() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    scene.heard.failing(true);
    Happening.Result failed = write("clicks", "k", "1");
    assertFalse(failed.handled());
    assertTrue(failed.told().get(0).contains("failed: 1 of "), failed.told().toString());
    write("clicks", "k", "2");
    scene.heard.heard();
    scene.heard.failing(false);
    scene.time.sleep(Duration.ofMinutes(1));
    scene.aws.turn();
    JsonNode event = Json.read(scene.heard.heard().get(0)).orElseThrow();
    JsonNode records = event.path("records").elements().next();
    assertEquals(
        "[0,1]", "[" + records.path(0).path("offset") + "," + records.path(1).path("offset") + "]");
    scene.aws.turn();
    assertEquals(List.of(), scene.heard.heard());
  }

  @Test
  void whatTheFunctionTakesNoMoreEndsWithTheRightTo() throws Exception {
    deployed(MANAGED, hello(of("clicks", "views")));
    deployed(MANAGED, hello(of("views")));
    assertEquals("views", only().path("Topics").path(0).asText());
    assertFalse(allowed().toString().contains("clicks"), "" + allowed());
    deployed(MANAGED, hello());
    assertEquals(List.of(), mappings());
    assertFalse(allowed().toString().contains("kafka"), "" + allowed());
    JsonNode tags = scene.regional("/lambda/functions/" + NAME + "/tags");
    assertFalse(tags.toString().contains("portolan-events"), tags.toString());
  }

  @Test
  void aRemovalEndsTheMappingsAndDropsNoTopic() throws Exception {
    deployed(MANAGED, hello(of("clicks", "views")));
    write("clicks", "", "1");
    verified(scene.with(MANAGED, portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(List.of(), mappings());
    assertEquals(1, scene.aws.state().path("kafka").path(MSK + "#clicks").path("records").size());
  }

  @Test
  void aMappingOfSomebodysInAnotherGroupIsLeftAlone() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    String alias = only().path("FunctionArn").asText();
    lambda.createEventSourceMapping(
        m ->
            m.functionName(alias)
                .eventSourceArn(MSK)
                .topics("others")
                .startingPosition("LATEST")
                .amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId("theirs")));
    deployed(MANAGED, hello(of("clicks")));
    assertEquals(2, mappings().size());
    verified(scene.with(MANAGED, portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals("others", only().path("Topics").path(0).asText());
  }

  @Test
  void answersThatAreLostAndStatesThatTakeTheirTimeMakeNoSecondMapping() throws Exception {
    scene.aws.setTimings(
        new Timings(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20)));
    scene
        .aws
        .faults()
        .on("lambda", "CreateEventSourceMapping", Phase.AFTER_COMMIT, Fault.drop(), 2);
    deployed(MANAGED, hello(of("clicks", "views")));
    assertEquals(2, mappings().size());
    Map<String, String> moved = Map.of("kafka", MSK.replace("shop", "other"));
    deployed(moved, hello(of("clicks", "views")));
    assertEquals(2, mappings().size());
    mappings().forEach(one -> assertTrue(one.path("EventSourceArn").asText().contains("other")));
    assertFalse(allowed().toString().contains("/shop/"), "" + allowed());
  }

  @Test
  void aClusterOfAnotherRegionOrAccountIsRefusedWhilePlanning() {
    for (String other :
        List.of(
            MSK.replace("us-east-1", "eu-west-1"), MSK.replace("123456789012", "210987654321"))) {
      DeployException refused = scene.refused(Map.of("kafka", other), hello(of("clicks")));
      assertTrue(refused.getMessage().contains("another account or region"), refused.getMessage());
    }
    assertEquals(List.of(), mappings());
  }

  @Test
  void aCertificateNeedsNoListOfThoseWhoHaveAPassword() throws Exception {
    deployed(Map.of("kafka", MSK, "kafkaSecret", SECRET, "kafkaAuth", "tls"), hello(of("clicks")));
    assertEquals("CLIENT_CERTIFICATE_TLS_AUTH", only().findValue("Type").asText());
    assertTrue(allowed().contains("secretsmanager:GetSecretValue " + SECRET), "" + allowed());
    assertFalse(allowed().toString().contains("ListScramSecrets"), "" + allowed());
  }

  @Test
  void aSecretOfAnotherRegionIsRefusedWhilePlanning() {
    String there = SECRET.replace("us-east-1", "eu-west-1");
    DeployException refused =
        scene.refused(Map.of("kafka", MSK, "kafkaSecret", there), hello(of("clicks")));
    assertTrue(
        refused.getMessage().contains("function hello is in eu-west-1, and not in us-east-1"),
        refused.getMessage());
  }

  @Test
  void aGroupThatAnotherMappingHoldsIsRefusedWhilePlanning() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    String alias = only().path("FunctionArn").asText();
    String other = MSK.replace("shop", "other");
    scene
        .clients
        .iam()
        .get()
        .putRolePolicy(
            p ->
                p.roleName(NAME + ".us-east-1")
                    .policyName("theirs")
                    .policyDocument(
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                            + "\"Resource\":\"*\"}]}"));
    lambda.createEventSourceMapping(
        m ->
            m.functionName(alias)
                .eventSourceArn(other)
                .topics("theirs")
                .startingPosition("LATEST")
                .amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId("team.clicks")));
    FunctionSpec named = hello(new Trigger.Kafka(List.of("clicks"), "team"));
    DeployException refused = scene.refused(MANAGED, named);
    assertTrue(
        refused.getMessage().contains("its group team.clicks is held by the mapping of"),
        refused.getMessage());
    assertEquals(2, mappings().size(), "the old one is there");
  }

  @Test
  void aRoleOfOnesOwnIsToldWhatAChangedLoginNeeds() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    String same = notes(Map.of("kafka", MSK, "role", ROLE), hello(of("clicks")));
    assertFalse(same.contains("must be allowed"), same);
    String changed =
        notes(Map.of("kafka", MSK, "role", ROLE, "kafkaSecret", SECRET), hello(of("clicks")));
    assertTrue(changed.contains("secretsmanager:GetSecretValue"), changed);
    assertFalse(changed.contains("kafkaOffset"), changed);
  }

  private String notes(Map<String, String> settings, FunctionSpec function) {
    return scene.with(settings, portolan -> scene.plan(portolan, function)).notes().toString();
  }

  @Test
  void aRoleOfOnesOwnIsToldWhatItNeedsAndWhereReadingBegins() throws Exception {
    deployed(MANAGED, hello(of("clicks")));
    String plan = notes(Map.of("kafka", MSK, "role", ROLE), hello(of("views")));
    assertTrue(plan.contains("kafka-cluster:ReadData"), plan);
    assertTrue(plan.contains("kafkaOffset=earliest"), plan);
  }
}
