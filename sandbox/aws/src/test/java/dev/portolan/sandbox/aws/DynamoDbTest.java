package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Tables, the items in them, and the streams that tell of their changes. */
class DynamoDbTest {
  private static final String INVALID = "ValidationException";

  private final FakeTime time = new FakeTime();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time);
  private final DynamoDbClient tables = Sdk.inProcess(aws).tables();

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static TableDescription table(DynamoDbClient client, String name, boolean streamed) {
    return client
        .createTable(
            t -> {
              t.tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("id")
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build());
              if (streamed) {
                t.streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES));
              }
            })
        .tableDescription();
  }

  private JsonNode told() {
    JsonNode table = aws.state().at("/regions/us-east-1/dynamodb/tables/customers");
    return table.path("_streams").path(table.path("LatestStreamArn").asText()).path("records");
  }

  private void stream(boolean on) {
    tables.updateTable(
        u ->
            u.tableName("customers")
                .streamSpecification(
                    s ->
                        s.streamEnabled(on)
                            .streamViewType(on ? StreamViewType.NEW_AND_OLD_IMAGES : null)));
  }

  @TestFactory
  Stream<DynamicTest> aTableIsThereOnceAndHoldsItems() {
    return OnEachTransport.of(
        (sdk, cloud) -> {
          DynamoDbClient client = sdk.tables();
          TableDescription made = table(client, "customers", true);
          assertTrue(
              made.latestStreamArn().startsWith(made.tableArn() + "/stream/"), made.toString());
          refused(400, "ResourceInUseException", () -> table(client, "customers", true));
          refused(
              400,
              "ResourceNotFoundException",
              () -> client.describeTable(d -> d.tableName("parcels")));
          client.putItem(
              p -> p.tableName("customers").item(Map.of("id", text("7"), "name", text("Ada"))));
          assertEquals(
              text("Ada"),
              client
                  .getItem(g -> g.tableName("customers").key(Map.of("id", text("7"))))
                  .item()
                  .get("name"));
          assertEquals(List.of("customers"), client.listTables().tableNames());
        });
  }

  @Test
  void eachChangeIsToldWithWhatWasAndIs() {
    table(tables, "customers", true);
    Map<String, AttributeValue> key = Map.of("id", text("7"));
    Map<String, AttributeValue> ada = Map.of("id", text("7"), "name", text("Ada"));
    tables.putItem(p -> p.tableName("customers").item(ada));
    tables.putItem(p -> p.tableName("customers").item(ada));
    tables.updateItem(
        u ->
            u.tableName("customers")
                .key(key)
                .updateExpression("SET #n = :n")
                .expressionAttributeNames(Map.of("#n", "name"))
                .expressionAttributeValues(Map.of(":n", text("Ada L."))));
    tables.deleteItem(d -> d.tableName("customers").key(key));
    tables.deleteItem(d -> d.tableName("customers").key(key));
    List<String> names = new ArrayList<>();
    told().forEach(record -> names.add(record.path("name").asText()));
    assertEquals(List.of("INSERT", "MODIFY", "REMOVE"), names);
    assertFalse(told().get(0).has("old"));
    assertEquals("Ada", told().get(1).at("/old/name/S").asText());
    assertEquals("Ada L.", told().get(1).at("/new/name/S").asText());
    assertFalse(told().get(2).has("new"));
    assertEquals("{\"id\":{\"S\":\"7\"}}", told().get(2).path("keys").toString());
  }

  @Test
  void aStreamIsTurnedOffBeforeItIsTurnedOnAnotherWay() {
    String first = table(tables, "customers", true).latestStreamArn();
    String told = refused(400, INVALID, () -> stream(true));
    assertEquals("Table already has an enabled stream: TableName: customers", told);
    stream(false);
    TableDescription off = tables.describeTable(d -> d.tableName("customers")).table();
    assertNull(off.streamSpecification());
    assertEquals(first, off.latestStreamArn());
    told = refused(400, INVALID, () -> stream(false));
    assertEquals("Table has no stream to disable: TableName: customers", told);
    stream(true);
    TableDescription on = tables.describeTable(d -> d.tableName("customers")).table();
    assertNotEquals(first, on.latestStreamArn());
    assertTrue(on.streamSpecification().streamEnabled());
  }

  @Test
  void whatIsUnderWayIsWaitedFor() {
    aws.setTimings(Timings.lifelike());
    assertEquals("CREATING", table(tables, "customers", false).tableStatusAsString());
    String told = refused(400, "ResourceInUseException", () -> stream(true));
    assertTrue(told.endsWith("Table is being created: customers"), told);
    time.sleep(Duration.ofSeconds(3));
    assertEquals(
        "ACTIVE",
        tables.describeTable(d -> d.tableName("customers")).table().tableStatusAsString());
    stream(true);
    refused(400, "ResourceInUseException", () -> tables.deleteTable(d -> d.tableName("customers")));
  }

  @Test
  void aTableThatIsMadeOrDeletedIsNotThereForItems() {
    aws.setTimings(Timings.lifelike());
    table(tables, "customers", false);
    Runnable put =
        () -> tables.putItem(p -> p.tableName("customers").item(Map.of("id", text("x"))));
    refused(400, "ResourceNotFoundException", put::run);
    time.sleep(Duration.ofSeconds(3));
    put.run();
    tables.deleteTable(d -> d.tableName("customers"));
    assertEquals(
        "DELETING",
        tables.describeTable(d -> d.tableName("customers")).table().tableStatusAsString());
    refused(400, "ResourceNotFoundException", put::run);
    refused(400, "ResourceInUseException", () -> table(tables, "customers", false));
    time.sleep(Duration.ofSeconds(3));
    refused(
        400,
        "ResourceNotFoundException",
        () -> tables.describeTable(d -> d.tableName("customers")));
    table(tables, "customers", false);
  }

  @Test
  void aTableIsDescribedByItsKeysAloneAndSaysWhatItCarries() {
    AttributeDefinition id =
        AttributeDefinition.builder()
            .attributeName("id")
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement hash =
        KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
    String told =
        refused(
            400,
            INVALID,
            () ->
                tables.createTable(
                    t ->
                        t.tableName("customers")
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .attributeDefinitions(id, id.toBuilder().attributeName("name").build())
                            .keySchema(hash)));
    assertTrue(told.contains("does not exactly match number of attributes"), told);
    told =
        refused(
            400,
            INVALID,
            () ->
                tables.createTable(
                    t -> t.tableName("customers").attributeDefinitions(id).keySchema(hash)));
    assertTrue(told.contains("when BillingMode is PROVISIONED"), told);
  }

  @Test
  void anItemWithoutItsKeyIsRefused() {
    table(tables, "customers", false);
    refused(
        400,
        INVALID,
        () -> tables.putItem(p -> p.tableName("customers").item(Map.of("name", text("x")))));
    refused(
        400,
        INVALID,
        () -> tables.getItem(g -> g.tableName("customers").key(Map.of("name", text("x")))));
    refused(
        400,
        "ResourceNotFoundException",
        () -> tables.putItem(p -> p.tableName("parcels").item(Map.of("id", text("x")))));
  }
}
