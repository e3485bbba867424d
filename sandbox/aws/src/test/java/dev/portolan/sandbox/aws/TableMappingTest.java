package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.DynamoDbTest.text;
import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.polling.MappedFunctions;
import dev.portolan.sandbox.aws.polling.StreamPoller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;

/** What reads a table's stream and calls a function with it. */
class TableMappingTest {
  private static final String INVALID = "InvalidParameterValueException";
  private static final String LOST = "arn:aws:sqs:us-east-1:123456789012:lost";
  private static final String[] READ = {
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:DescribeStream",
    "dynamodb:ListStreams"
  };

  private final FakeTime time = new FakeTime();
  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time, functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final LambdaClient lambda = sdk.lambda();
  private final DynamoDbClient tables = sdk.tables();
  private String stream;

  @BeforeEach
  void open() throws Exception {
    Functions.live(sdk, 3);
    stream = DynamoDbTest.table(tables, "customers", true).latestStreamArn();
  }

  private CreateEventSourceMappingResponse map(
      Consumer<CreateEventSourceMappingRequest.Builder> more) {
    return lambda.createEventSourceMapping(
        m -> {
          m.eventSourceArn(stream)
              .functionName("f:live")
              .startingPosition(EventSourcePosition.TRIM_HORIZON)
              .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES);
          more.accept(m);
        });
  }

  private CreateEventSourceMappingResponse mapped(
      Consumer<CreateEventSourceMappingRequest.Builder> more) {
    Functions.permit(sdk, stream.replaceAll("/stream/.*", "/stream/*"), READ);
    return map(more);
  }

  private void put(String... ids) {
    for (String id : ids) {
      tables.putItem(p -> p.tableName("customers").item(Map.of("id", text(id))));
    }
  }

  /** The keys of each call, in order. */
  private List<List<String>> turned() {
    aws.turn();
    List<List<String>> calls = new ArrayList<>();
    for (String heard : functions.heard()) {
      List<String> keys = new ArrayList<>();
      Matcher key = Pattern.compile("\"Keys\":\\{\"id\":\\{\"S\":\"(\\w+)\"").matcher(heard);
      while (key.find()) {
        keys.add(key.group(1));
      }
      calls.add(keys);
    }
    return calls;
  }

  private List<List<String>> turnedLater() {
    time.sleep(Duration.ofSeconds(1));
    return turned();
  }

  private JsonNode records() {
    return aws.state()
        .at("/regions/us-east-1/dynamodb/tables/customers/_streams")
        .path(stream)
        .path("records");
  }

  private String failedAt(int index) {
    String number = String.format("1%020d", records().get(index).path("number").asLong());
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + number + "\"}]}";
  }

  @Test
  void aMappingThatCannotWorkIsRefused() {
    String told = refused(400, INVALID, () -> map(m -> {}));
    assertTrue(told.startsWith("Cannot access stream " + stream + ". Please ensure"), told);
    mapped(m -> {});
    told = refused(409, "ResourceConflictException", () -> map(m -> {}));
    assertTrue(told.contains("provided mapping already exists"), told);
    told = refused(400, INVALID, () -> map(m -> m.eventSourceArn(stream + "1")));
    assertEquals("Stream not found: " + stream + "1", told);
    refused(
        400,
        INVALID,
        () -> lambda.createEventSourceMapping(m -> m.eventSourceArn(stream).functionName("f")));
  }

  @Test
  void aDestinationMustBeOneThatTheRoleMaySendTo() {
    Functions.permit(sdk, stream.replaceAll("/stream/.*", "/stream/*"), READ);
    Consumer<CreateEventSourceMappingRequest.Builder> kept =
        m -> m.destinationConfig(d -> d.onFailure(f -> f.destination(LOST)));
    assertTrue(refused(400, INVALID, () -> map(kept)).contains("is invalid"));
    sdk.sqs().createQueue(q -> q.queueName("lost"));
    String told = refused(400, INVALID, () -> map(kept));
    assertTrue(told.contains("permissions to call SendMessage on SQS"), told);
    Functions.permit(sdk, LOST, "sqs:SendMessage");
    CreateEventSourceMappingResponse made = map(kept);
    assertEquals(LOST, made.destinationConfig().onFailure().destination());
    var ended =
        lambda.updateEventSourceMapping(
            u -> u.uuid(made.uuid()).destinationConfig(d -> d.onFailure(f -> f.destination(""))));
    assertEquals(null, ended.destinationConfig());
  }

  @Test
  void changesComeInTheEnvelopeOfStreamsAndInOrder() {
    put("before");
    CreateEventSourceMappingResponse made = mapped(m -> {});
    assertEquals(100, made.batchSize());
    assertEquals(-1, made.maximumRecordAgeInSeconds());
    put("after");
    aws.turn();
    String event = functions.heard().get(0);
    assertTrue(event.startsWith("f:live {\"Records\":[{\"eventID\":\""), event);
    assertTrue(event.contains("\"eventName\":\"INSERT\""), event);
    assertTrue(event.contains("\"eventSource\":\"aws:dynamodb\""), event);
    assertTrue(event.contains("\"eventSourceARN\":\"" + stream + "\""), event);
    assertTrue(event.contains("\"NewImage\":{\"id\":{\"S\":\"before\"}}"), event);
    assertTrue(event.contains("\"StreamViewType\":\"NEW_AND_OLD_IMAGES\""), event);
    assertTrue(event.indexOf("\"before\"") < event.indexOf("\"after\""), event);
    assertEquals(List.of(), turned());
  }

  @Test
  void whoBeginsAtTheLatestHearsNothingOfBefore() {
    put("before");
    mapped(m -> m.startingPosition(EventSourcePosition.LATEST));
    assertEquals(List.of(), turned());
    put("after");
    assertEquals(List.of(List.of("after")), turned());
  }

  @Test
  void fromTheLowestThatFailedAllComesAgain() {
    mapped(m -> m.bisectBatchOnFunctionError(true));
    put("a", "b", "c");
    functions.answer(failedAt(1));
    assertEquals(List.of(List.of("a", "b", "c")), turned());
    assertEquals(List.of(), turned());
    assertEquals(List.of(List.of("b", "c")), turnedLater());
    assertEquals(List.of(), turnedLater());
  }

  @Test
  void aBatchThatFailsIsHalvedWhichCostsNoRetry() {
    mapped(m -> m.bisectBatchOnFunctionError(true).maximumRetryAttempts(1));
    put("a", "b", "c", "d");
    functions.fail().fail().fail().fail();
    assertEquals(List.of(List.of("a", "b", "c", "d")), turned());
    assertEquals(List.of(List.of("a", "b")), turnedLater());
    assertEquals(List.of(List.of("a")), turnedLater());
    // given up, and all behind it comes
    assertEquals(List.of(List.of("a"), List.of("b", "c", "d")), turnedLater());
  }

  @Test
  void aBatchWhoseFirstIsNamedIsNotMadeSmaller() {
    mapped(m -> m.bisectBatchOnFunctionError(true).maximumRetryAttempts(1));
    put("a", "b");
    functions.answer(failedAt(0)).answer(failedAt(0));
    assertEquals(List.of(List.of("a", "b")), turned());
    assertEquals(List.of(List.of("a", "b")), turnedLater());
    // given up as a whole
    assertEquals(List.of(), turnedLater());
  }

  @Test
  void aBatchOfWhichAllAreNamedIsNotHalvedEither() {
    mapped(m -> m.bisectBatchOnFunctionError(true));
    put("a", "b");
    functions.answer(
        failedAt(0).replace("]}", "," + failedAt(1).replaceAll(".*\\[|]}", "") + "]}"));
    assertEquals(List.of(List.of("a", "b")), turned());
    assertEquals(List.of(List.of("a", "b")), turnedLater());
  }

  @Test
  void aFunctionThatChangesItsOwnTableIsCalledAgainWithTheNextTurn() {
    mapped(m -> {});
    put("a");
    functions.meanwhile(() -> put("b")).meanwhile(() -> put("c"));
    assertEquals(List.of(List.of("a")), turned());
    assertEquals(List.of(List.of("b")), turned());
    functions.meanwhile(() -> put("e")).meanwhile(() -> put("f"));
    assertTrue(fire("d", "{}").handled());
    assertEquals(1, functions.heard().size());
  }

  @Test
  void nothingPassesWhatFailsUntilItIsGivenUpAndARecordOfItIsKept() {
    String url = sdk.sqs().createQueue(q -> q.queueName("lost")).queueUrl();
    Functions.permit(sdk, LOST, "sqs:SendMessage");
    mapped(
        m ->
            m.batchSize(1)
                .maximumRetryAttempts(2)
                .destinationConfig(d -> d.onFailure(f -> f.destination(LOST))));
    put("poison", "good");
    functions.fail().fail().fail();
    assertEquals(List.of(List.of("poison")), turned());
    assertEquals(List.of(List.of("poison")), turnedLater());
    assertEquals(List.of(List.of("poison"), List.of("good")), turnedLater());
    String kept = sdk.sqs().receiveMessage(r -> r.queueUrl(url)).messages().get(0).body();
    assertTrue(kept.contains("\"condition\":\"RetryAttemptsExhausted\""), kept);
    assertTrue(kept.contains("\"approximateInvokeCount\":3"), kept);
    assertTrue(kept.contains("\"streamArn\":\"" + stream + "\""), kept);
    assertFalse(kept.contains("poison"), "a record of it holds no data");
  }

  @Test
  void whatIsTooOldIsGivenUpAndSoIsWhatTheStreamKeepsNoLonger() {
    mapped(m -> m.batchSize(1).maximumRecordAgeInSeconds(60));
    put("old");
    functions.fail();
    assertEquals(1, turned().size());
    time.sleep(Duration.ofSeconds(61));
    put("new");
    assertEquals(List.of(List.of("new")), turned());
  }

  @Test
  void aBoundThatLambdaDoesNotTakeIsRefused() {
    String told = refused(400, INVALID, () -> mapped(m -> m.maximumRecordAgeInSeconds(59)));
    assertTrue(told.contains("not 59"), told);
    String uuid = mapped(m -> m.maximumRecordAgeInSeconds(60)).uuid();
    refused(
        400,
        INVALID,
        () -> lambda.updateEventSourceMapping(u -> u.uuid(uuid).maximumRecordAgeInSeconds(0)));
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).maximumRecordAgeInSeconds(-1));
  }

  @Test
  void whoMayNotReadOrIsThrottledIsNotCalledAndLosesNothing() {
    mapped(m -> m.maximumRetryAttempts(0));
    put("a");
    Functions.permit(sdk, stream.replaceAll("/stream/.*", "/stream/*"), "dynamodb:ListStreams");
    assertEquals(List.of(), turned());
    Functions.permit(sdk, stream.replaceAll("/stream/.*", "/stream/*"), READ);
    functions.throttle();
    assertEquals(List.of(List.of("a")), turned());
    assertEquals(List.of(List.of("a")), turnedLater());
  }

  @Test
  void withoutTheSettingNoAnswerIsRead() {
    mapped(m -> m.functionResponseTypes(List.of()));
    put("a", "b");
    functions.answer(failedAt(0));
    assertEquals(1, turned().size());
    assertEquals(List.of(), turnedLater());
  }

  @Test
  void aMappingGoesOnWhereItWasAfterItWasStopped() {
    String uuid = mapped(m -> {}).uuid();
    put("a");
    assertEquals(1, turned().size());
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(false));
    put("b");
    assertEquals(List.of(), turned());
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(true));
    assertEquals(List.of(List.of("b")), turned());
  }

  @Test
  void whatIsBeingBroughtIsNotBroughtASecondTimeMeanwhile() {
    mapped(m -> {});
    put("a");
    functions.meanwhile(
        () -> {
          Thread other = new Thread(aws::turn);
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertEquals(List.of(List.of("a")), turned());
    assertEquals(List.of(), turnedLater());
  }

  @Test
  void whatSomebodyStopsWhileItCallsBringsNothingMoreAndGoesOnWhereItWas() {
    String uuid = mapped(m -> m.batchSize(1)).uuid();
    put("a", "b");
    functions.meanwhile(
        () -> lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(false).batchSize(7)));
    assertEquals(List.of(List.of("a")), turned());
    put("c");
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(true));
    assertEquals(List.of(List.of("b", "c")), turned());
  }

  @Test
  void whatSomebodyDeletesWhileItCallsStaysDeleted() {
    String uuid = mapped(m -> m.batchSize(1)).uuid();
    put("a", "b");
    functions.meanwhile(() -> lambda.deleteEventSourceMapping(d -> d.uuid(uuid)));
    assertEquals(List.of(List.of("a")), turned());
    assertTrue(lambda.listEventSourceMappings(l -> {}).eventSourceMappings().isEmpty());
    mapped(m -> {});
    assertEquals(List.of(List.of("a", "b")), turned());
  }

  private Happening.Result fire(String key, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    Trigger trigger = new Trigger.RecordChanged("customers");
    return aws.fire(
        new Happening(Owner.of("com.acme", "shop", "dev"), "f", trigger, "customers", key, bytes));
  }

  @Test
  void whatFailsAnewAfterItWentWellIsToldAnew() {
    mapped(m -> {});
    put("a");
    StateStore store = StateStore.inMemory();
    store.replace(none -> aws.state().deepCopy());
    List<String> told = new ArrayList<>();
    StreamPoller poller =
        new StreamPoller(new MappedFunctions(store, time, functions), Runnable::run, told::add);
    for (int failures = 1; failures <= 2; failures++) {
      functions.fail().fail();
      for (int calls = 0; calls < 3; calls++) {
        poller.run();
        time.sleep(Duration.ofSeconds(1));
      }
      assertEquals(failures, told.size(), told.toString());
      store.change(
          tree ->
              ((ObjectNode) tree.at("/regions/us-east-1/lambda/mappings").elements().next())
                  .put("_position", 0));
    }
  }

  @Test
  void aKeyOfNumbersAndOfTwoPartsIsFiredToo() {
    tables.deleteTable(d -> d.tableName("customers"));
    stream =
        tables
            .createTable(
                t ->
                    t.tableName("customers")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(
                            defined("shop", ScalarAttributeType.S),
                            defined("number", ScalarAttributeType.N))
                        .keySchema(part("shop", KeyType.HASH), part("number", KeyType.RANGE))
                        .streamSpecification(
                            s ->
                                s.streamEnabled(true)
                                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
            .tableDescription()
            .latestStreamArn();
    mapped(m -> {});
    assertTrue(fire("ours", "{\"number\":7}").handled());
    String keys = "\"Keys\":{\"shop\":{\"S\":\"ours\"},\"number\":{\"N\":\"7\"}}";
    assertTrue(functions.heard().get(0).contains(keys));
    assertTrue(fire("{\"shop\":\"ours\",\"number\":7}", "").handled());
    assertTrue(functions.heard().get(0).contains(keys));
    for (String data : List.of("{}", "{\"number\":\"seven\"}", "")) {
      DeployException told = assertThrows(DeployException.class, () -> fire("ours", data));
      assertTrue(told.getMessage().contains("by number (N)"), told.getMessage());
    }
  }

  private static AttributeDefinition defined(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement part(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  @Test
  void whatIsFiredIsToldOf() {
    DeployException unheard =
        assertThrows(DeployException.class, () -> fire("7", "{\"name\":\"Ada\"}"));
    assertEquals(DeployException.Kind.NOT_FOUND, unheard.kind());
    String uuid = mapped(m -> {}).uuid();
    assertTrue(fire("7", "{\"name\":\"Ada\",\"age\":36}").handled());
    String heard = functions.heard().get(0);
    assertTrue(heard.contains("\"NewImage\":{\"name\":{\"S\":\"Ada\"},\"age\":{\"N\":\"36\"}"));
    assertFalse(fire("7", "{\"name\":\"Ada\",\"age\":36}").handled(), "nothing changed");
    assertTrue(fire("7", "").handled());
    assertTrue(functions.heard().get(0).contains("\"eventName\":\"REMOVE\""));
    functions.fail();
    Happening.Result failed = fire("8", "{}");
    assertFalse(failed.handled());
    assertTrue(failed.told().get(0).contains("failed: 1 of " + stream), failed.toString());
    Happening.Result behind = fire("9", "{}");
    assertTrue(behind.told().get(0).endsWith("what failed before comes first"));
    assertThrows(DeployException.class, () -> fire("9", "[]"));
    lambda.updateEventSourceMapping(u -> u.uuid(uuid).enabled(false));
    assertTrue(fire("10", "{}").told().get(0).endsWith("its mapping is disabled"));
  }

  @Test
  void whichOfSeveralWasRefusedIsTold() {
    mapped(m -> {});
    functions.refuseLast(Pattern.compile("(?<=\"eventID\":\")[^\"]+"), UnaryOperator.identity());
    byte[] data = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);
    Trigger trigger = new Trigger.RecordChanged("customers");
    Happening.Result result =
        aws.fire(
            new Happening(
                Owner.of("com.acme", "shop", "dev"),
                "f",
                trigger,
                "customers",
                "",
                List.of(data, data),
                1));
    assertEquals(
        List.of(Happening.Fate.HANDLED, Happening.Fate.REFUSED),
        result.deliveries().stream().map(Happening.Delivery::fate).toList());
  }
}
