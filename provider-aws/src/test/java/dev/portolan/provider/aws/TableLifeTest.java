package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;

/** What DynamoDB has, beyond the contract of all deployers. */
class TableLifeTest {
  private static final Trigger AUDIT = new Trigger.RecordChanged("customers");
  private static final Map<String, String> CREATE = Map.of("createTables", "true");
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/customers";
  private static final String REFUSED = "arn:aws:sqs:us-east-1:123456789012:refused";
  private static final String NAME = "shop-dev-hello";

  @TempDir private Path directory;
  private EventScene scene;
  private DynamoDbClient tables;
  private LambdaClient lambda;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
    tables = scene.clients.tables().get();
    lambda = scene.clients.lambda().get();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void table(String... names) {
    new Stranger(scene.aws).keep(List.of(names));
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

  private String latest(String table) {
    return tables.describeTable(d -> d.tableName(table)).table().latestStreamArn();
  }

  private void put(String id) {
    tables.putItem(p -> p.tableName("customers").item(Map.of("id", AttributeValue.fromS(id))));
  }

  private void stream(Optional<StreamViewType> view) {
    tables.updateTable(
        u ->
            u.tableName("customers")
                .streamSpecification(
                    s -> s.streamEnabled(view.isPresent()).streamViewType(view.orElse(null))));
  }

  private JsonNode policy() {
    String text =
        scene.aws.state().at("/iam/roles/" + NAME + ".us-east-1/_inline/portolan").asText();
    return Json.read(text).orElseThrow().path("Statement");
  }

  private List<String> called(String pattern) {
    return scene.aws.calls().calls().stream()
        .map(call -> call.operation())
        .filter(name -> name.matches(pattern))
        .toList();
  }

  @Test
  void whatIsChangedReachesTheFunctionAlsoWhatWasChangedWhileItWasDeployed() throws Exception {
    table("customers");
    put("before");
    scene.deployed(hello(AUDIT));
    put("after");
    scene.aws.turn();
    String heard = scene.heard.heard().toString();
    assertTrue(heard.indexOf("\"before\"") > 0, heard);
    assertTrue(heard.indexOf("\"before\"") < heard.indexOf("\"after\""), heard);
    assertTrue(heard.contains("\"eventName\":\"INSERT\""), heard);
  }

  @Test
  void whatIsAlreadyOldWhenTheFunctionIsFirstDeployedReachesItToo() throws Exception {
    table("customers");
    put("seven hours ago");
    scene.time.sleep(Duration.ofHours(7));
    scene.deployed(hello(AUDIT));
    scene.aws.turn();
    String heard = scene.heard.heard().toString();
    assertTrue(heard.contains("\"seven hours ago\""), heard);
  }

  @Test
  void whatFailsForAnHourIsNotLost() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    put("during the outage");
    scene.heard.failing(true);
    for (int minute = 0; minute < 60; minute++) {
      for (int twice = 0; twice < 2; twice++) {
        scene.aws.turn();
        scene.time.sleep(Duration.ofSeconds(30));
      }
    }
    scene.heard.failing(false);
    scene.heard.heard();
    scene.aws.turn();
    String heard = scene.heard.heard().toString();
    assertTrue(heard.contains("\"during the outage\""), heard);
  }

  @Test
  void theMappingCallsTheLiveAliasAndLetsNoRecordHoldUpTheOthersForEver() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    JsonNode mapping = only();
    assertEquals(latest("customers"), mapping.path("EventSourceArn").asText());
    assertTrue(mapping.path("FunctionArn").asText().endsWith(":" + NAME + ":live"));
    assertEquals("TRIM_HORIZON", mapping.path("StartingPosition").asText());
    assertEquals("[\"ReportBatchItemFailures\"]", mapping.path("FunctionResponseTypes").toString());
    assertTrue(mapping.path("BisectBatchOnFunctionError").asBoolean());
    assertEquals(-1, mapping.path("MaximumRecordAgeInSeconds").asInt());
    assertEquals(10_000, mapping.path("MaximumRetryAttempts").asInt());
    assertEquals(10, mapping.path("BatchSize").asInt());
    assertFalse(mapping.has("DestinationConfig"));
    assertEquals("com.acme:shop:dev", mapping.path("_tags").path(Ownership.OWNER).asText());
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
  }

  @Test
  void theRoleMayReadTheStreamsOfThatTableAndOfNoOther() throws Exception {
    table("customers", "parcels");
    scene.deployed(hello(AUDIT));
    assertEquals(
        "{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:DescribeStream\",\"dynamodb:GetRecords\","
            + "\"dynamodb:GetShardIterator\",\"dynamodb:ListStreams\"],\"Resource\":\""
            + TABLE
            + "/stream/*\"}",
        policy().get(1).toString());
    scene.aws.calls().clear();
    scene.deployed(hello(new Trigger.RecordChanged("parcels")));
    assertEquals(
        List.of(
            "PutRolePolicy",
            "CreateEventSourceMapping",
            "DeleteEventSourceMapping",
            "PutRolePolicy"),
        called("(Create|Delete)EventSourceMapping|PutRolePolicy"));
    assertEquals(2, policy().size());
    assertTrue(policy().get(1).path("Resource").asText().endsWith(":table/parcels/stream/*"));
    scene.deployed(hello());
    assertEquals(1, policy().size());
    assertEquals(0, mappings().size());
    assertTrue(scene.deployed(hello()).plan().orElseThrow().isEmpty());
  }

  @Test
  void aMissingTableIsRefusedWhilePlanningAndAMadeOneStaysWithItsRecords() throws Exception {
    DeployException refused = scene.refused(Map.of(), hello(AUDIT));
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.getMessage().contains("there is no table customers"), refused.getMessage());
    assertTrue(refused.hint().contains("portolan.aws.createTables=true"), refused.hint());
    assertTrue(scene.regional("/lambda").isMissingNode(), "nothing was made");
    scene.aws.setTimings(Timings.lifelike());
    verified(scene.deploy(CREATE, hello(AUDIT)));
    JsonNode made = scene.regional("/dynamodb/tables/customers");
    assertEquals("com.acme:shop:dev", made.path("_tags").path(Ownership.OWNER).asText());
    assertEquals(
        "[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]", made.path("KeySchema").toString());
    put("mine");
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    scene.aws.turn();
    assertEquals(0, mappings().size());
    assertEquals(1, scene.regional("/dynamodb/tables/customers/_items").size());
    assertTrue(
        tables
            .describeTable(d -> d.tableName("customers"))
            .table()
            .streamSpecification()
            .streamEnabled());
  }

  @Test
  void aTableThatTellsNothingOrTooLittleIsRefusedWithTheCommandThatMendsIt() throws Exception {
    table("customers");
    stream(Optional.empty());
    DeployException refused = scene.refused(CREATE, hello(AUDIT));
    assertTrue(refused.getMessage().contains("has no stream"), refused.getMessage());
    assertEquals(
        "run 'aws dynamodb update-table --table-name customers --stream-specification"
            + " StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES'",
        refused.hint());
    stream(Optional.of(StreamViewType.KEYS_ONLY));
    refused = scene.refused(Map.of(), hello(AUDIT));
    assertTrue(refused.getMessage().contains("tells KEYS_ONLY of a change"), refused.getMessage());
    assertTrue(refused.hint().contains("StreamEnabled=false', and 'aws"), refused.hint());
    assertTrue(scene.regional("/lambda").isMissingNode(), "nothing was made");
  }

  @Test
  void aTableThatIsBeingDeletedIsRefusedWhilePlanning() throws Exception {
    table("customers");
    scene.aws.setTimings(Timings.lifelike());
    tables.deleteTable(d -> d.tableName("customers"));
    DeployException refused = scene.refused(CREATE, hello(AUDIT));
    assertEquals(DeployException.Kind.NOT_READY, refused.kind());
    assertTrue(refused.getMessage().contains("table customers is DELETING"), refused.getMessage());
    assertTrue(scene.regional("/lambda").isMissingNode(), "nothing was made");
    scene.time.sleep(Duration.ofSeconds(3));
    verified(scene.deploy(CREATE, hello(AUDIT)));
  }

  @Test
  void aTableIsNamedByItsArnAndOneElsewhereIsRefused() throws Exception {
    table("Acme.Customers");
    for (String named : List.of("Acme.Customers", TABLE.replace("customers", "Acme.Customers"))) {
      verified(scene.deploy(Map.of("names.customers", named), hello(AUDIT)));
      assertEquals(latest("Acme.Customers"), only().path("EventSourceArn").asText());
    }
    String there = TABLE.replace("us-east-1", "eu-west-1");
    DeployException refused = scene.refused(Map.of("names.customers", there), hello(AUDIT));
    assertTrue(refused.getMessage().contains("another account or region"), refused.getMessage());
    String stream = TABLE + "/stream/2026-01-01T00:00:00.000";
    refused = scene.refused(Map.of("names.customers", stream), hello(AUDIT));
    assertTrue(refused.getMessage().contains("neither the name of a table"), refused.getMessage());
  }

  @Test
  void theMappingFollowsTheTableToItsNewStream() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    String old = only().path("EventSourceArn").asText();
    stream(Optional.empty());
    stream(Optional.of(StreamViewType.NEW_AND_OLD_IMAGES));
    put("told by the new one");
    scene.aws.calls().clear();
    Outcome outcome = scene.deployed(hello(AUDIT));
    assertEquals(
        List.of("CreateEventSourceMapping", "DeleteEventSourceMapping"),
        called("(Create|Delete)EventSourceMapping|PutRolePolicy"));
    assertEquals(latest("customers"), only().path("EventSourceArn").asText());
    assertFalse(only().path("EventSourceArn").asText().equals(old));
    assertTrue(
        outcome.plan().orElseThrow().steps().stream()
            .anyMatch(step -> step.why().equals("the table has another stream by now")));
    scene.aws.turn();
    assertTrue(scene.heard.heard().toString().contains("told by the new one"));
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
  }

  @Test
  void whatSomebodySetOfTheMappingOfTheOldStreamIsSetOfThatOfTheNewOne() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    String uuid = only().path("UUID").asText();
    String topic = "arn:aws:sns:us-east-1:123456789012:theirs";
    lambda.updateEventSourceMapping(
        u ->
            u.uuid(uuid)
                .batchSize(500)
                .maximumBatchingWindowInSeconds(3)
                .maximumRecordAgeInSeconds(60)
                .maximumRetryAttempts(7)
                .destinationConfig(d -> d.onFailure(f -> f.destination(topic))));
    JsonNode old = only();
    stream(Optional.empty());
    stream(Optional.of(StreamViewType.NEW_AND_OLD_IMAGES));
    scene.deployed(hello(AUDIT));
    assertEquals(latest("customers"), only().path("EventSourceArn").asText());
    for (String member :
        List.of(
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "DestinationConfig")) {
      assertTrue(old.has(member), member);
      assertEquals(old.path(member), only().path(member), member);
    }
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
  }

  @Test
  void whatSomebodyStoppedStaysStoppedAlsoWhenTheTableHasANewStream() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    String uuid = only().path("UUID").asText();
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(false));
    stream(Optional.empty());
    stream(Optional.of(StreamViewType.NEW_AND_OLD_IMAGES));
    Outcome outcome = scene.deployed(hello(AUDIT));
    assertFalse(only().path("_enabled").asBoolean());
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("the table's mapping to function " + NAME + " is disabled"), notes);
  }

  @Test
  void aStreamThatIsTurnedOffMeanwhileIsToldOf() throws Exception {
    table("customers");
    Runnable rival = () -> stream(Optional.empty());
    scene.aws.faults().on("lambda", "CreateAlias", Phase.BEFORE_SEND, Fault.stranger(rival), 1);
    Outcome outcome = scene.deploy(Map.of(), hello(AUDIT));
    String told = outcome.error().orElseThrow().toString();
    assertTrue(told.contains("table customers has no stream"), told);
    stream(Optional.of(StreamViewType.NEW_AND_OLD_IMAGES));
    scene.deployed(hello(AUDIT));
    assertEquals(latest("customers"), only().path("EventSourceArn").asText());
  }

  @Test
  void whatSomebodyTookOffIsMendedAndWhatTheyBoundedOtherwiseStays() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    String uuid = only().path("UUID").asText();
    lambda.updateEventSourceMapping(
        u ->
            u.uuid(uuid)
                .enabled(false)
                .batchSize(500)
                .maximumRecordAgeInSeconds(60)
                .maximumRetryAttempts(-1)
                .bisectBatchOnFunctionError(false)
                .functionResponseTypes(List.of()));
    Outcome outcome = scene.deployed(hello(AUDIT));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("drift"), notes);
    assertTrue(notes.contains("it has no ReportBatchItemFailures"), notes);
    assertTrue(notes.contains("is disabled, and stays so"), notes);
    JsonNode mended = only();
    assertEquals("[\"ReportBatchItemFailures\"]", mended.path("FunctionResponseTypes").toString());
    assertTrue(mended.path("BisectBatchOnFunctionError").asBoolean());
    assertEquals(10_000, mended.path("MaximumRetryAttempts").asInt());
    assertEquals(60, mended.path("MaximumRecordAgeInSeconds").asInt());
    assertEquals(500, mended.path("BatchSize").asInt());
    assertFalse(mended.path("_enabled").asBoolean());
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
  }

  @Test
  void aMappingOfTheStreamThatSomebodyMadeByHandBecomesOursAndGoesWithTheFunction()
      throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    lambda.deleteEventSourceMapping(d -> d.uuid(only().path("UUID").asText()));
    lambda.createEventSourceMapping(
        m ->
            m.functionName(NAME + ":live")
                .eventSourceArn(latest("customers"))
                .startingPosition(EventSourcePosition.LATEST));
    scene.deployed(hello(AUDIT));
    JsonNode adopted = only();
    assertEquals("com.acme:shop:dev", adopted.path("_tags").path(Ownership.OWNER).asText());
    assertEquals(100, adopted.path("BatchSize").asInt());
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
  }

  @Test
  void aMappingThatSomebodyMakesMeanwhileBecomesOursToo() throws Exception {
    table("customers");
    Runnable rival =
        () -> {
          if (mappings().isEmpty()) {
            lambda.createEventSourceMapping(
                m ->
                    m.functionName(NAME + ":live")
                        .eventSourceArn(latest("customers"))
                        .startingPosition(EventSourcePosition.TRIM_HORIZON));
          }
        };
    scene
        .aws
        .faults()
        .on("lambda", "CreateEventSourceMapping", Phase.BEFORE_SEND, Fault.stranger(rival), 1);
    Outcome outcome = scene.deploy(Map.of(), hello(AUDIT));
    if (outcome.error().isPresent()) {
      scene.deployed(hello(AUDIT));
    }
    assertEquals(10_000, only().path("MaximumRetryAttempts").asInt());
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
  }

  @Test
  void anotherProjectHearsOfTheSameTableAndKeepsItsMapping() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    Map<String, String> any =
        Map.of(
            "statements",
            "{\"Effect\":\"Allow\",\"Action\":\"dynamodb:*\",\"Resource\":\"" + TABLE + "*\"}");
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
    verified(scene.deploy(any, hello(AUDIT), other));
    String theirs =
        lambda
            .createEventSourceMapping(
                m ->
                    m.functionName("shop-dev-other:live")
                        .eventSourceArn(latest("customers"))
                        .startingPosition(EventSourcePosition.LATEST)
                        .tags(Map.of(Ownership.OWNER, "org.other:shop:test")))
            .uuid();
    assertTrue(verified(scene.deploy(any, hello(AUDIT), other)).plan().orElseThrow().isEmpty());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(theirs, only().path("UUID").asText());
  }

  @Test
  void whatIsGivenUpIsKeptWhereDeadLettersAre() throws Exception {
    table("customers");
    new Stranger(scene.aws).sendTo(List.of("refused", "returned"));
    scene.deployed(hello(AUDIT).withDeadLetter("refused"));
    String kept = "/DestinationConfig/OnFailure/Destination";
    assertEquals(REFUSED, only().at(kept).asText());
    assertEquals(3, policy().size());
    assertTrue(
        scene.deployed(hello(AUDIT).withDeadLetter("refused")).plan().orElseThrow().isEmpty());
    scene.deployed(hello(AUDIT).withDeadLetter("returned"));
    assertEquals(REFUSED.replace("refused", "returned"), only().at(kept).asText());
    assertEquals(3, policy().size());
    scene.deployed(hello(AUDIT));
    assertFalse(only().has("DestinationConfig"));
    assertEquals(2, policy().size());
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
  }

  @Test
  void whereSomebodyElseHasItKeptStaysWhileTheProjectSaysNothing() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    String topic = "arn:aws:sns:us-east-1:123456789012:theirs";
    String uuid = only().path("UUID").asText();
    lambda.updateEventSourceMapping(
        u -> u.uuid(uuid).destinationConfig(d -> d.onFailure(f -> f.destination(topic))));
    assertTrue(scene.deployed(hello(AUDIT)).plan().orElseThrow().isEmpty());
    assertEquals(topic, only().at("/DestinationConfig/OnFailure/Destination").asText());
  }

  @Test
  void nothingIsKeptInAQueueInOrder() {
    DeployException refused =
        scene.refused(
            Map.of("names.refused", "refused.fifo"), hello(AUDIT).withDeadLetter("refused"));
    assertTrue(refused.getMessage().contains("FIFO"), refused.getMessage());
  }

  @Test
  void aFunctionHasAQueueAndATableEachWithItsMapping() throws Exception {
    table("customers");
    new Stranger(scene.aws).sendTo(List.of("to-pack"));
    Trigger pack = new Trigger.Queue("to-pack", 10);
    scene.deployed(hello(AUDIT, pack));
    assertEquals(2, mappings().size());
    assertTrue(scene.deployed(hello(AUDIT, pack)).plan().orElseThrow().isEmpty());
    scene.deployed(hello(pack));
    assertTrue(only().path("EventSourceArn").asText().endsWith(":to-pack"));
    scene.deployed(hello(AUDIT));
    assertEquals(latest("customers"), only().path("EventSourceArn").asText());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
  }

  @Test
  void aMappingOutlivesNeitherItsFunctionNorOneThatWasDeletedByHand() throws Exception {
    table("customers");
    scene.deployed(hello(AUDIT));
    lambda.deleteFunction(f -> f.functionName(NAME));
    scene.deployed(hello());
    assertEquals(0, mappings().size());
    scene.deployed(hello(AUDIT));
    lambda.deleteFunction(f -> f.functionName(NAME));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, mappings().size());
    scene.deployed(hello(AUDIT));
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of());
    verified(scene.deploy(Map.of("prune", "true"), other));
    assertEquals(0, mappings().size());
  }

  @Test
  void aFunctionWithoutATablePaysNoReadForOne() throws Exception {
    scene.deployed(hello());
    scene.aws.calls().clear();
    scene.deployed(hello());
    assertTrue(
        scene.aws.calls().calls().stream().noneMatch(call -> call.service().equals("dynamodb")));
    assertEquals(List.of(), called(".*EventSourceMapping.*"));
  }
}
