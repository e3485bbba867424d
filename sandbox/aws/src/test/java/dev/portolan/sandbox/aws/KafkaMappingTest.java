package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EndPointType;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.SourceAccessConfiguration;

/** What takes records from Kafka and calls a function with them. */
class KafkaMappingTest {
  private static final String INVALID = "InvalidParameterValueException";
  private static final String MSK =
      "arn:aws:kafka:us-east-1:123456789012:cluster/Shop/fc2f5bdf-fd1b-45ad-85dd-15b4a5a6247e-2";
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:kafka-a1B2c3";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:refused";
  private static final Owner OWNER = new Owner("com.example", "shop", "dev");
  private static final Trigger CLICKS = new Trigger.Kafka(List.of("clicks"), "");
  private static final String[] NETWORK = {
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeVpcs",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups"
  };

  private final FakeTime time = new FakeTime();
  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time, functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final LambdaClient lambda = sdk.lambda();

  @BeforeEach
  void open() throws Exception {
    Functions.live(sdk, 3);
  }

  private CreateEventSourceMappingResponse managed(
      Consumer<CreateEventSourceMappingRequest.Builder> more) {
    return lambda.createEventSourceMapping(
        m -> {
          m.eventSourceArn(MSK)
              .functionName("f:live")
              .topics("clicks")
              .tags(Map.of("owner", OWNER.id(), "function", "count"))
              .startingPosition(EventSourcePosition.TRIM_HORIZON);
          more.accept(m);
        });
  }

  private CreateEventSourceMappingResponse own(
      Consumer<CreateEventSourceMappingRequest.Builder> more) {
    return lambda.createEventSourceMapping(
        m -> {
          m.selfManagedEventSource(
                  s ->
                      s.endpoints(
                          Map.of(
                              EndPointType.KAFKA_BOOTSTRAP_SERVERS,
                              List.of("k-2:9092", "k-1:9092"))))
              .functionName("f:live")
              .topics("clicks")
              .tags(Map.of("owner", OWNER.id(), "function", "count"))
              .sourceAccessConfigurations(access("SASL_SCRAM_512_AUTH", SECRET))
              .startingPosition(EventSourcePosition.LATEST);
          more.accept(m);
        });
  }

  private static SourceAccessConfiguration access(String type, String uri) {
    return SourceAccessConfiguration.builder().type(type).uri(uri).build();
  }

  private void permitted() {
    Functions.permit(
        sdk, MSK, "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "kafka-cluster:Connect");
    Functions.permit(sdk, "*", NETWORK);
    Functions.permit(
        sdk,
        MSK.replace(":cluster/", ":topic/") + "/clicks",
        "kafka-cluster:DescribeTopic",
        "kafka-cluster:ReadData");
    Functions.permit(
        sdk,
        MSK.replace(":cluster/", ":group/") + "/*",
        "kafka-cluster:DescribeGroup",
        "kafka-cluster:AlterGroup");
  }

  private Happening.Result write(String key, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return aws.fire(new Happening(OWNER, "count", CLICKS, "", key, bytes));
  }

  /** The offsets of each call, in order, of all partitions. */
  private List<String> offsets() {
    List<String> calls = new ArrayList<>();
    for (String heard : functions.heard()) {
      Matcher record = Pattern.compile("\"partition\":(\\d),\"offset\":(\\d+)").matcher(heard);
      StringBuilder call = new StringBuilder();
      while (record.find()) {
        call.append(record.group(1)).append(':').append(record.group(2)).append(' ');
      }
      calls.add(call.toString().strip());
    }
    return calls;
  }

  @Test
  void aMappingWhoseRoleMayNotReachTheClusterIsRefused() {
    String told = refused(400, INVALID, () -> managed(m -> {}));
    assertTrue(told.contains("does not have permissions to call DescribeClusterV2"), told);
    Functions.permit(sdk, MSK, "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers");
    told = refused(400, INVALID, () -> managed(m -> {}));
    assertTrue(told.contains("CreateNetworkInterface on EC2"), told);
    Functions.permit(sdk, "*", NETWORK);
    CreateEventSourceMappingResponse made = managed(m -> {});
    assertEquals(100, made.batchSize());
    assertEquals(
        -1, lambda.getEventSourceMapping(g -> g.uuid(made.uuid())).maximumRecordAgeInSeconds());
    assertEquals(
        made.uuid(), made.amazonManagedKafkaEventSourceConfig().consumerGroupId(), "its own");
    told = refused(400, INVALID, () -> own(m -> {}));
    assertTrue(told.contains("GetSecretValue"), told);
    Functions.permit(sdk, SECRET, "secretsmanager:GetSecretValue");
    assertEquals(1, own(m -> {}).sourceAccessConfigurations().size());
  }

  @Test
  void whatLambdaDoesNotHaveForKafkaIsRefused() {
    permitted();
    Functions.permit(sdk, SECRET, "secretsmanager:GetSecretValue");
    for (Consumer<CreateEventSourceMappingRequest.Builder> bad :
        List.<Consumer<CreateEventSourceMappingRequest.Builder>>of(
            m -> m.functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES),
            m -> m.bisectBatchOnFunctionError(true),
            m -> m.maximumRetryAttempts(3),
            m -> m.startingPosition((EventSourcePosition) null),
            m -> m.startingPosition(EventSourcePosition.AT_TIMESTAMP),
            m -> m.startingPositionTimestamp(time.now()),
            m ->
                m.startingPosition(EventSourcePosition.AT_TIMESTAMP)
                    .startingPositionTimestamp(time.now().plusSeconds(60)),
            m -> m.sourceAccessConfigurations(access("BASIC_AUTH", SECRET)),
            m -> m.selfManagedKafkaEventSourceConfig(k -> k.consumerGroupId("g")))) {
      assertThrows(AwsServiceException.class, () -> managed(bad));
    }
    String told = refused(400, INVALID, () -> own(m -> m.sourceAccessConfigurations(List.of())));
    assertEquals("Required 'sourceAccessConfigurations' parameter is missing.", told);
    told =
        refused(
            400,
            INVALID,
            () -> managed(m -> m.destinationConfig(d -> d.onFailure(f -> f.destination(QUEUE)))));
    assertTrue(told.contains("gives up no record of Kafka"), told);
    refused(400, "ValidationException", () -> managed(m -> m.topics("a", "b")));
    refused(400, "ValidationException", () -> managed(m -> m.topics(List.of())));
    refused(400, INVALID, () -> managed(m -> m.topics((List<String>) null)));
    refused(400, INVALID, () -> managed(m -> m.eventSourceArn(null)));
    assertEquals(0, aws.state().at("/regions/us-east-1/lambda/mappings").size());
  }

  @Test
  void brokersTopicsAndGroupsAreAsManyAndAreNamedAsLambdaTakesThem() {
    permitted();
    Functions.permit(sdk, SECRET, "secretsmanager:GetSecretValue");
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "k-" + i + ":9092").toList();
    for (List<String> bad :
        List.of(
            List.<String>of(),
            eleven,
            List.of("k.".repeat(148) + "kk:9092"),
            List.of("-k:9092"),
            List.of("k"),
            List.of("k..example.com:9092"),
            List.of("k:1,k:2"))) {
      refused(
          400,
          "ValidationException",
          () ->
              own(
                  m ->
                      m.selfManagedEventSource(
                          s -> s.endpoints(Map.of(EndPointType.KAFKA_BOOTSTRAP_SERVERS, bad)))));
    }
    refused(400, "ValidationException", () -> own(m -> m.topics("clicks", "views")));
    refused(400, "ValidationException", () -> own(m -> m.topics(".clicks")));
    for (String bad : List.of("", "g".repeat(201), "g h", "g#1")) {
      refused(
          400,
          "ValidationException",
          () -> own(m -> m.selfManagedKafkaEventSourceConfig(k -> k.consumerGroupId(bad))));
      refused(
          400,
          "ValidationException",
          () -> managed(m -> m.amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId(bad))));
    }
    own(
        m ->
            m.selfManagedEventSource(
                s ->
                    s.endpoints(
                        Map.of(EndPointType.KAFKA_BOOTSTRAP_SERVERS, eleven.subList(0, 10)))));
  }

  @Test
  void oneMappingATopicAndOneAGroup() {
    permitted();
    managed(m -> m.amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId("g")));
    String told = refused(409, "ResourceConflictException", () -> managed(m -> {}));
    assertTrue(told.contains("provided mapping already exists"), told);
    told =
        refused(
            400,
            INVALID,
            () ->
                managed(
                    m ->
                        m.topics("views")
                            .amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId("g"))));
    assertTrue(told.contains("consumer group ID g"), told);
  }

  @Test
  void aFunctionThatMayTakeTooLongIsRefused() {
    permitted();
    lambda.updateFunctionConfiguration(u -> u.functionName("f").timeout(841));
    lambda.publishVersion(v -> v.functionName("f"));
    lambda.updateAlias(a -> a.functionName("f").name("live").functionVersion("2"));
    assertTrue(refused(400, INVALID, () -> managed(m -> {})).contains("840"));
  }

  @Test
  void itIsUnderWayForAWhileAndTakesNothingThen() {
    permitted();
    Duration soon = Duration.ofSeconds(30);
    aws.setTimings(new Timings(soon, soon, soon, soon, Duration.ZERO));
    CreateEventSourceMappingResponse made = managed(m -> {});
    assertEquals("Creating", made.state());
    refused(
        400,
        "ResourceInUseException",
        () -> lambda.deleteEventSourceMapping(d -> d.uuid(made.uuid())));
    assertFalse(write("k", "1").handled());
    time.sleep(soon);
    assertEquals("Enabled", lambda.getEventSourceMapping(g -> g.uuid(made.uuid())).state());
    aws.turn();
    assertEquals(1, functions.heard().size());
  }

  @Test
  void recordsComeInTheEnvelopeOfEachKindOfCluster() {
    permitted();
    Functions.permit(sdk, SECRET, "secretsmanager:GetSecretValue");
    String uuid = managed(m -> {}).uuid();
    assertTrue(write("k", "one").handled());
    String event = functions.heard().get(0);
    assertTrue(event.startsWith("f:live {\"eventSource\":\"aws:kafka\""), event);
    assertTrue(event.contains("\"eventSourceArn\":\"" + MSK + "\""), event);
    assertTrue(event.contains("\"bootstrapServers\":\"b-1.shop.kafka.us-east-1"), event);
    assertTrue(event.contains("\"records\":{\"clicks-2\":[{\"topic\":\"clicks\""), event);
    assertTrue(event.contains("\"key\":\"aw==\",\"value\":\"b25l\",\"headers\":[]"), event);
    lambda.deleteEventSourceMapping(d -> d.uuid(uuid));
    own(m -> {});
    assertTrue(write("", "two").handled());
    event = functions.heard().get(0);
    assertTrue(event.startsWith("f:live {\"eventSource\":\"SelfManagedKafka\""), event);
    assertTrue(event.contains("\"bootstrapServers\":\"k-1:9092,k-2:9092\""), event);
    assertFalse(event.contains("\"key\""), event);
  }

  @Test
  void aBatchThatFailsComesAgainWholeWhateverItsAnswerSaysOfTheRest() {
    permitted();
    managed(m -> m.batchSize(2));
    functions.fail();
    assertFalse(write("k", "1").handled());
    functions.fail();
    assertFalse(write("k", "2").handled());
    write("k", "3");
    assertEquals(List.of("2:0", "2:0 2:1", "2:0 2:1", "2:2"), offsets());
    functions.answer("{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"clicks-2\"}}]}");
    assertTrue(write("k", "4").handled(), "no answer is read");
    time.sleep(Duration.ofMinutes(1));
    aws.turn();
    assertEquals(List.of("2:3"), offsets());
  }

  @Test
  void whatTheRoleMayNotReadIsNotBroughtAndNotLost() {
    Functions.permit(sdk, MSK, "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers");
    Functions.permit(sdk, "*", NETWORK);
    managed(m -> {});
    Happening.Result told = write("k", "1");
    assertFalse(told.handled());
    assertTrue(told.told().get(0).contains("its role may not connect to"), told.told() + "");
    permitted();
    time.sleep(Duration.ofMinutes(1));
    aws.turn();
    assertEquals(List.of("2:0"), offsets());
  }

  @Test
  void aGroupGoesOnWhereItWasAndANewOneWhereItShall() {
    permitted();
    Consumer<CreateEventSourceMappingRequest.Builder> group =
        m -> m.amazonManagedKafkaEventSourceConfig(k -> k.consumerGroupId("g"));
    String uuid = managed(group).uuid();
    write("k", "1");
    lambda.deleteEventSourceMapping(d -> d.uuid(uuid));
    assertThrows(DeployException.class, () -> write("k", "2"), "nobody listens");
    String other =
        managed(m -> m.functionName("f").startingPosition(EventSourcePosition.LATEST)).uuid();
    write("k", "3");
    lambda.deleteEventSourceMapping(d -> d.uuid(other));
    functions.heard();
    managed(
        m -> {
          group.accept(m);
          m.startingPosition(EventSourcePosition.LATEST);
        });
    aws.turn();
    assertEquals(List.of("2:1"), offsets());
  }

  @Test
  void whichOfSeveralWasRefusedIsTold() {
    permitted();
    managed(m -> {});
    functions.refuseLast(
        Pattern.compile("\"partition\":\\d,\"offset\":\\d+"),
        found -> found.replace("\"", "").replace(",", "/"));
    List<byte[]> two =
        List.of("one".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8));
    Happening.Result result = aws.fire(new Happening(OWNER, "count", CLICKS, "", "k", two, 1));
    assertEquals(
        List.of(Happening.Fate.HANDLED, Happening.Fate.REFUSED),
        result.deliveries().stream().map(Happening.Delivery::fate).toList());
  }
}
