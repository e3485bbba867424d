package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/** A function's life on a control plane that nobody here wrote. */
@Tag("moto")
class MotoTest {
  private static final Map<String, String> QUIET = Map.of("probe", "none");
  private static Optional<MotoServer> moto = Optional.empty();
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws Exception {
    moto = MotoServer.start();
    Assumptions.assumeTrue(
        moto.isPresent(), "moto is not installed here (pip install 'moto[server]')");
  }

  @AfterAll
  static void stop() {
    moto.ifPresent(MotoServer::close);
  }

  @Test
  void livesAndLeavesNothing() throws Exception {
    FunctionSpec hello = Samples.hello();
    Artifact one = Samples.artifact(directory, "one");
    Outcome first = deploy(hello, one, QUIET);
    verified(first);
    assertTrue(first.calls().reads() + 5 <= 17, first.calls().toString());
    assertTrue(first.calls().mutations() <= 14, first.calls().toString());
    Outcome again = deploy(hello, one, QUIET);
    verified(again);
    assertEquals(0, again.calls().mutations());
    assertTrue(again.plan().orElseThrow().isEmpty());
    verified(deploy(hello, Samples.artifact(directory, "two"), QUIET));
    FunctionSpec bigger =
        hello
            .withSizing(Sizing.PORTABLE.withMemoryMebibytes(1024).withMaxConcurrency(5))
            .withEnvironment(Map.of("DB", "secret://shop/db#3", "LEVEL", "info"));
    verified(deploy(bigger, one, QUIET));
    verified(deploy(bigger, one, Map.of("probe", "none", "front", "url", "tags.team", "blue")));
    verified(deploy(bigger, one, QUIET));
    try (Portolan portolan = open(QUIET)) {
      verified(portolan.rollback(Samples.OWNER, "hello", Optional.of("1")));
      assertEquals(Optional.of(one.sha256()), portolan.find(Samples.OWNER).get(0).digest());
      verified(portolan.destroy(Samples.OWNER));
      assertTrue(portolan.find(Samples.OWNER).isEmpty());
    }
    assertNothingLeft();
  }

  @Test
  void aScheduleIsReadBackAndLeavesNothing() throws Exception {
    FunctionSpec nightly =
        Samples.hello().withTriggers(List.of(new Trigger.Schedule("0 2 * * 1-5", "Europe/Berlin")));
    Artifact one = Samples.artifact(directory, "one");
    verified(deploy(nightly, one, QUIET));
    try (AwsClients clients = clients()) {
      var live =
          clients
              .scheduler()
              .get()
              .getSchedule(r -> r.groupName("shop-dev-hello").name("shop-dev-hello"));
      assertEquals("cron(0 2 ? * 2-6 *)", live.scheduleExpression());
      assertEquals("Europe/Berlin", live.scheduleExpressionTimezone());
      assertTrue(live.target().arn().endsWith(":function:shop-dev-hello:live"));
    }
    Outcome again = deploy(nightly, one, QUIET);
    verified(again);
    assertEquals(0, again.calls().mutations());
    FunctionSpec hourly = nightly.withTriggers(List.of(new Trigger.Schedule("5 * * * *", "UTC")));
    verified(deploy(hourly, one, QUIET));
    verified(deploy(Samples.hello(), one, QUIET));
    verified(deploy(nightly, one, QUIET));
    try (Portolan portolan = open(QUIET)) {
      verified(portolan.destroy(Samples.OWNER));
    }
    assertNothingLeft();
  }

  @Test
  void aRuleIsReadBackAndLeavesNothing() throws Exception {
    String bus = "arn:aws:events:us-east-1:123456789012:event-bus/shop";
    Map<String, String> create =
        Map.of("probe", "none", "createTopics", "true", "names.orders", bus);
    Trigger placed = new Trigger.Topic("orders", List.of("com.acme.placed"));
    FunctionSpec clerk = Samples.hello().withTriggers(List.of(placed));
    Artifact one = Samples.artifact(directory, "one");
    verified(deploy(clerk, one, create));
    try (AwsClients clients = clients()) {
      EventBridgeClient buses = clients.buses().get();
      var rule = buses.describeRule(r -> r.eventBusName("shop").name("shop-dev-hello"));
      assertEquals("{\"detail-type\":[\"com.acme.placed\"]}", rule.eventPattern());
      var target =
          buses.listTargetsByRule(r -> r.eventBusName("shop").rule("shop-dev-hello")).targets();
      assertTrue(target.get(0).arn().endsWith(":function:shop-dev-hello:live"));
      Outcome again = deploy(clerk, one, create);
      verified(again);
      assertEquals(0, again.calls().mutations());
      Trigger all = new Trigger.Topic("orders", List.of());
      verified(deploy(clerk.withTriggers(List.of(all)), one, create));
      Map<String, String> others =
          Map.of("probe", "none", "names.orders", bus.replace("shop", "default"));
      verified(deploy(clerk, one, others));
      assertEquals(List.of(), buses.listRules(r -> r.eventBusName("shop")).rules());
      verified(deploy(Samples.hello(), one, QUIET));
      assertEquals(List.of(), buses.listRules(r -> {}).rules());
      verified(deploy(clerk, one, create));
      try (Portolan portolan = open(QUIET)) {
        verified(portolan.destroy(Samples.OWNER));
      }
      assertEquals(List.of(), buses.listRules(r -> r.eventBusName("shop")).rules());
      buses.deleteEventBus(r -> r.name("shop"));
    }
    assertNothingLeft();
  }

  @Test
  void aBucketsEntryIsReadBackAndLeavesOthersAlone() throws Exception {
    FunctionSpec told =
        Samples.hello().withTriggers(List.of(new Trigger.ObjectCreated("acme-photos")));
    Artifact one = Samples.artifact(directory, "one");
    Map<String, String> create = Map.of("probe", "none", "createBuckets", "true");
    verified(deploy(told, one, create));
    try (AwsClients clients = clients()) {
      S3Client s3 = clients.s3().get();
      var held = s3.getBucketNotificationConfiguration(r -> r.bucket("acme-photos"));
      var entry = held.lambdaFunctionConfigurations().get(0);
      assertEquals("portolan-shop-dev-hello", entry.id());
      assertEquals(List.of("s3:ObjectCreated:*"), entry.eventsAsStrings());
      assertTrue(entry.lambdaFunctionArn().endsWith(":function:shop-dev-hello:live"));
      String topic = clients.sns().get().createTopic(t -> t.name("restored")).topicArn();
      TopicConfiguration theirs =
          TopicConfiguration.builder()
              .id("theirs")
              .topicArn(topic)
              .eventsWithStrings("s3:ObjectRestore:Post")
              .build();
      s3.putBucketNotificationConfiguration(
          r ->
              r.bucket("acme-photos")
                  .notificationConfiguration(
                      c -> c.lambdaFunctionConfigurations(entry).topicConfigurations(theirs)));
      Outcome again = deploy(told, one, QUIET);
      verified(again);
      assertEquals(0, again.calls().mutations());
      verified(
          deploy(told.withTriggers(List.of(new Trigger.ObjectDeleted("acme-photos"))), one, QUIET));
      try (Portolan portolan = open(QUIET)) {
        verified(portolan.destroy(Samples.OWNER));
      }
      held = s3.getBucketNotificationConfiguration(r -> r.bucket("acme-photos"));
      assertEquals(List.of(), held.lambdaFunctionConfigurations());
      assertEquals(List.of(theirs), held.topicConfigurations());
      s3.deleteBucket(r -> r.bucket("acme-photos"));
    }
    assertNothingLeft();
  }

  @Test
  void aMappingIsReadBackWithItsReportsAndLeavesNothing() throws Exception {
    Trigger pack = new Trigger.Queue("to-pack", 5);
    FunctionSpec packs = Samples.hello().withTriggers(List.of(pack));
    Artifact one = Samples.artifact(directory, "one");
    Map<String, String> create = Map.of("probe", "none", "createQueues", "true");
    try (AwsClients clients = clients()) {
      var lambda = clients.lambda().get();
      verified(deploy(packs, one, create));
      var mappings = lambda.listEventSourceMappings(r -> {}).eventSourceMappings();
      assertEquals(1, mappings.size());
      assertEquals(
          List.of("ReportBatchItemFailures"), mappings.get(0).functionResponseTypesAsStrings());
      assertEquals(5, mappings.get(0).batchSize());
      assertEquals("arn:aws:sqs:us-east-1:123456789012:to-pack", mappings.get(0).eventSourceArn());
      Outcome again = deploy(packs, one, QUIET);
      verified(again);
      assertEquals(0, again.calls().mutations());
      lambda.updateEventSourceMapping(
          u -> u.uuid(mappings.get(0).uuid()).functionResponseTypes(List.of()));
      verified(deploy(packs, one, QUIET));
      assertEquals(
          List.of("ReportBatchItemFailures"),
          lambda
              .getEventSourceMapping(r -> r.uuid(mappings.get(0).uuid()))
              .functionResponseTypesAsStrings());
      Trigger ship = new Trigger.Queue("to-ship", 10);
      verified(deploy(packs.withTriggers(List.of(ship)), one, create));
      assertTrue(
          lambda.listEventSourceMappings(r -> {}).eventSourceMappings().stream()
              .allMatch(mapping -> mapping.eventSourceArn().endsWith(":to-ship")));
      try (Portolan portolan = open(QUIET)) {
        verified(portolan.destroy(Samples.OWNER));
      }
      assertTrue(lambda.listEventSourceMappings(r -> {}).eventSourceMappings().isEmpty());
      var queues = clients.sqs().get().listQueues(r -> {}).queueUrls();
      assertEquals(2, queues.size());
      queues.forEach(url -> clients.sqs().get().deleteQueue(q -> q.queueUrl(url)));
    }
    assertNothingLeft();
  }

  @Test
  void aMappingOfATableIsReadBackWithItsReportsAndFollowsItsStream() throws Exception {
    FunctionSpec audits =
        Samples.hello().withTriggers(List.of(new Trigger.RecordChanged("customers")));
    Artifact one = Samples.artifact(directory, "one");
    Map<String, String> create =
        Map.of("probe", "none", "createTables", "true", "createQueues", "true");
    try (AwsClients clients = clients()) {
      var lambda = clients.lambda().get();
      var tables = clients.tables().get();
      verified(deploy(audits.withDeadLetter("refused"), one, create));
      var mapping = lambda.listEventSourceMappings(r -> {}).eventSourceMappings().get(0);
      assertEquals(List.of("ReportBatchItemFailures"), mapping.functionResponseTypesAsStrings());
      String first = tables.describeTable(d -> d.tableName("customers")).table().latestStreamArn();
      assertEquals(first, mapping.eventSourceArn());
      assertTrue(mapping.bisectBatchOnFunctionError());
      assertEquals(10_000, mapping.maximumRetryAttempts());
      assertTrue(mapping.destinationConfig().onFailure().destination().endsWith(":refused"));
      Outcome again = deploy(audits.withDeadLetter("refused"), one, QUIET);
      verified(again);
      assertEquals(0, again.calls().mutations());
      lambda.updateEventSourceMapping(u -> u.uuid(mapping.uuid()).functionResponseTypes(List.of()));
      verified(deploy(audits.withDeadLetter("refused"), one, QUIET));
      assertEquals(
          List.of("ReportBatchItemFailures"),
          lambda
              .getEventSourceMapping(r -> r.uuid(mapping.uuid()))
              .functionResponseTypesAsStrings());
      // moto turns no stream on again, but a table that is made anew has another one, too
      tables.deleteTable(d -> d.tableName("customers"));
      new TableCalls(() -> tables, new Ledger(Calls.ONCE, new VirtualTime()))
          .create("customers", Map.of());
      verified(deploy(audits.withDeadLetter("refused"), one, QUIET));
      String second = tables.describeTable(d -> d.tableName("customers")).table().latestStreamArn();
      assertEquals(
          List.of(second),
          lambda.listEventSourceMappings(r -> {}).eventSourceMappings().stream()
              .map(found -> found.eventSourceArn())
              .toList());
      try (Portolan portolan = open(QUIET)) {
        verified(portolan.destroy(Samples.OWNER));
      }
      assertTrue(lambda.listEventSourceMappings(r -> {}).eventSourceMappings().isEmpty());
      assertEquals(List.of("customers"), tables.listTables().tableNames());
      tables.deleteTable(d -> d.tableName("customers"));
      var queues = clients.sqs().get().listQueues(r -> {}).queueUrls();
      queues.forEach(url -> clients.sqs().get().deleteQueue(q -> q.queueUrl(url)));
    }
    assertNothingLeft();
  }

  @Test
  void anArchiveGoesThroughABucketOfOurs() throws Exception {
    try (AwsClients clients = clients()) {
      Ledger ledger = new Ledger(Calls.ONCE, new VirtualTime());
      Archive.Stored stored = new Archive.Stored("portolan-123456789012-us-east-1", "shop/a.zip");
      Artifact artifact = Samples.artifact(directory, "big");
      Archive archive =
          new Archive(artifact.file(), artifact.sha256(), 60_000_000, Optional.of(stored));
      Place place = Clouds.place();
      BucketCalls calls = new BucketCalls(clients.s3(), ledger);
      StepList list = new StepList();
      new ArchiveSteps(place, calls).add(list, archive, true);
      assertEquals(3, list.steps().size());
      StepRunner.run(list.steps());
      StepList again = new StepList();
      new ArchiveSteps(place, calls).add(again, archive, true);
      assertTrue(again.steps().isEmpty(), again.steps().toString());
      StepRunner.run(list.steps().subList(2, 3));
      calls.delete(stored.bucket(), stored.key(), place.account());
    }
  }

  private void assertNothingLeft() {
    try (AwsClients clients = clients()) {
      assertTrue(clients.lambda().get().listFunctions().functions().isEmpty());
      assertEquals(
          List.of("default"),
          clients.scheduler().get().listScheduleGroups(r -> {}).scheduleGroups().stream()
              .map(group -> group.name())
              .toList());
      assertTrue(clients.iam().get().listRoles().roles().isEmpty());
      assertTrue(clients.apis().get().getApis(r -> {}).items().isEmpty());
      assertTrue(clients.logs().get().describeLogGroups().logGroups().isEmpty());
    }
  }

  private static AwsClients clients() {
    AwsSettings settings = AwsSettings.from(Clouds.settings(moto.orElseThrow().url()));
    return new AwsClients(settings, Region.US_EAST_1, Map.of(), AwsProvider::sockets);
  }

  private Outcome deploy(FunctionSpec function, Artifact artifact, Map<String, String> settings) {
    Application application = Samples.application(function);
    try (Portolan portolan = open(settings)) {
      return portolan.apply(portolan.plan(application, artifact));
    }
  }

  private static Portolan open(Map<String, String> settings) {
    return Clouds.at(
        moto.orElseThrow().url(),
        new VirtualTime(),
        settings,
        timeouts -> new MotoGaps(AwsProvider.sockets(timeouts)));
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
  }
}
