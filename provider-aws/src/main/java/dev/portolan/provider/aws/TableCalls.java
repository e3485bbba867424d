package dev.portolan.provider.aws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Tables: one method a call. */
record TableCalls(Supplier<DynamoDbClient> client, Ledger ledger) {
  /** What a table that we make has its records by: one text. */
  static final String KEY = "id";

  Optional<SeenTable.Table> find(String name) throws Exception {
    return ledger
        .find(() -> client.get().describeTable(r -> r.tableName(name)), TableCalls::absent)
        .map(TableCalls::seen);
  }

  /** The same, while one waits for it. */
  Optional<SeenTable.Table> poll(String name) throws Exception {
    return ledger
        .poll(() -> client.get().describeTable(r -> r.tableName(name)), TableCalls::absent)
        .map(TableCalls::seen);
  }

  /** The ARN of a stream stays in sight when the stream is turned off. */
  private static SeenTable.Table seen(DescribeTableResponse answer) {
    TableDescription table = answer.table();
    StreamSpecification stream = table.streamSpecification();
    boolean on = stream != null && Boolean.TRUE.equals(stream.streamEnabled());
    return new SeenTable.Table(
        String.valueOf(table.tableStatusAsString()),
        on ? Optional.ofNullable(table.latestStreamArn()) : Optional.empty(),
        on ? String.valueOf(stream.streamViewTypeAsString()) : "");
  }

  void create(String name, Map<String, String> tags) throws Exception {
    AttributeDefinition key =
        AttributeDefinition.builder()
            .attributeName(KEY)
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement hash =
        KeySchemaElement.builder().attributeName(KEY).keyType(KeyType.HASH).build();
    ledger.create(
        () ->
            client
                .get()
                .createTable(
                    r ->
                        r.tableName(name)
                            .attributeDefinitions(key)
                            .keySchema(hash)
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .streamSpecification(
                                s -> s.streamEnabled(true).streamViewType(WantedTable.VIEW))
                            .tags(
                                tags.entrySet().stream()
                                    .map(
                                        tag ->
                                            Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                    .toList())));
  }

  private static boolean absent(Exception answer) {
    return answer instanceof ResourceNotFoundException;
  }
}
