package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** What buckets have, beyond the contract of all deployers. */
class ObjectsLifeTest {
  private static final Trigger STORED = new Trigger.ObjectCreated("photos");
  private static final Trigger REMOVED = new Trigger.ObjectDeleted("photos");
  private static final Map<String, String> CREATE = Map.of("createBuckets", "true");
  private static final String NAME = "shop-dev-hello";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:audit";
  private static final FilterRule IN = FilterRule.builder().name("prefix").value("in/").build();
  private static final String PUT = "PutBucketNotificationConfiguration";

  @TempDir private Path directory;
  private EventScene scene;
  private S3Client s3;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
    s3 = scene.clients.s3().get();
    s3.createBucket(b -> b.bucket("photos"));
    s3.createBucket(b -> b.bucket("scans"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private JsonNode held(String bucket) {
    return scene.aws.state().at("/s3/buckets/" + bucket + "/notifications");
  }

  private JsonNode entries(String bucket) {
    return held(bucket).path("entries");
  }

  private JsonNode statements(String function) {
    return scene.regional("/lambda/functions/" + function + "/policies/live/statements");
  }

  private void notifying(Consumer<NotificationConfiguration.Builder> document) {
    s3.putBucketNotificationConfiguration(
        p -> p.bucket("photos").notificationConfiguration(document));
  }

  /** Has a queue told of some objects, and everything sent to EventBridge. */
  private void foreign(String event) {
    notifying(
        document ->
            document
                .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
                .queueConfigurations(
                    QueueConfiguration.builder()
                        .id("audit")
                        .queueArn(QUEUE)
                        .eventsWithStrings(event)
                        .filter(f -> f.key(k -> k.filterRules(IN)))
                        .build()));
  }

  private void store(String bucket, String key) {
    s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString("picture"));
  }

  @Test
  void whatIsStoredAndWhatIsRemovedReachTheFunctionThatAskedForIt() throws Exception {
    scene.deployed(hello(STORED));
    store("photos", "a b.jpg");
    s3.deleteObject(d -> d.bucket("photos").key("a b.jpg"));
    List<String> heard = scene.heard.heard();
    assertEquals(1, heard.size(), heard.toString());
    assertTrue(heard.get(0).contains("\"key\":\"a+b.jpg\""), heard.get(0));
    scene.deployed(hello(STORED, REMOVED));
    assertEquals(1, entries("photos").size());
    store("photos", "b.jpg");
    s3.deleteObject(d -> d.bucket("photos").key("b.jpg"));
    assertEquals(2, scene.heard.heard().size());
    scene.deployed(hello(REMOVED));
    store("photos", "c.jpg");
    assertEquals(List.of(), scene.heard.heard());
    assertTrue(scene.deployed(hello(REMOVED)).plan().orElseThrow().isEmpty());
  }

  @Test
  void theBucketOfThisAccountAloneMayCallTheAliasAndNoLongerThanItIsAsked() throws Exception {
    scene.deployed(hello(STORED));
    assertEquals(1, statements(NAME).size());
    JsonNode condition = statements(NAME).at("/0/Condition");
    assertEquals("arn:aws:s3:::photos", condition.at("/ArnLike/AWS:SourceArn").asText());
    assertEquals("123456789012", condition.at("/StringEquals/AWS:SourceAccount").asText());
    assertEquals("s3.amazonaws.com", statements(NAME).at("/0/Principal/Service").asText());
    assertTrue(entries("photos").at("/0/arn").asText().endsWith(":function:" + NAME + ":live"));
    scene.deployed(hello());
    assertEquals(0, statements(NAME).size());
    assertEquals(0, entries("photos").size());
    scene.aws.calls().clear();
    scene.deployed(hello());
    assertTrue(scene.aws.calls().calls().stream().noneMatch(c -> c.service().equals("s3")));
  }

  @Test
  void whatOthersHaveOfTheBucketStaysThroughoutAndSoDoTheObjects() throws Exception {
    foreign("s3:ObjectRemoved:*");
    String before = held("photos").toString();
    scene.deployed(hello(STORED));
    assertEquals(2, entries("photos").size());
    assertTrue(held("photos").path("eventBridge").asBoolean());
    store("photos", "kept.jpg");
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(before, held("photos").toString());
    assertTrue(scene.aws.state().at("/s3/buckets/photos/objects").has("kept.jpg"));
  }

  @Test
  void whoIsToldOfItAlreadyIsNamedWhilePlanning() throws Exception {
    foreign("s3:ObjectCreated:Put");
    DeployException refused = scene.refused(Map.of(), hello(STORED));
    assertEquals(DeployException.Kind.NOT_OWNED, refused.kind());
    assertTrue(
        refused
            .getMessage()
            .contains("bucket photos tells " + QUEUE + " of s3:ObjectCreated:Put (entry audit)"),
        refused.getMessage());
    assertEquals(0, scene.regional("/lambda/functions").size());
    scene.deployed(hello(REMOVED));
    assertEquals(2, entries("photos").size());
  }

  @Test
  void aMissingBucketIsRefusedWhilePlanningAndAMadeOneStaysWithItsObjects() throws Exception {
    FunctionSpec asks = hello(new Trigger.ObjectCreated("albums"));
    DeployException refused = scene.refused(Map.of(), asks);
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.hint().contains("portolan.aws.createBuckets=true"), refused.hint());
    verified(scene.deploy(CREATE, asks));
    JsonNode settings = scene.aws.state().at("/s3/buckets/albums/settings");
    String tags = settings.path("Tagging").asText();
    assertTrue(tags.contains(Ownership.OWNER), tags);
    String access = settings.path("PublicAccessBlockConfiguration").asText();
    assertFalse(access.contains("false"), access);
    assertTrue(scene.deployed(asks).plan().orElseThrow().isEmpty());
    store("albums", "kept.jpg");
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(scene.aws.state().at("/s3/buckets/albums/objects").has("kept.jpg"));
    assertEquals(0, entries("albums").size());
  }

  @Test
  void twoMissingBucketsAreMadeThoughOneIsNamedAsTheOtherWithAWordMore() throws Exception {
    FunctionSpec asks = hello(new Trigger.ObjectCreated("albums"));
    verified(scene.deploy(CREATE, asks, other(new Trigger.ObjectCreated("albums-access"))));
    assertEquals(1, entries("albums").size());
    assertEquals(1, entries("albums-access").size());
  }

  @Test
  void aBucketThatCallsAFunctionWhichIsLeftOverIsRefusedWithTheWayOut() throws Exception {
    scene.deployed(other(STORED));
    DeployException refused = scene.refused(Map.of(), hello(STORED));
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
    assertTrue(
        refused.getMessage().contains("function shop-dev-other, which is no longer in the project"),
        refused.getMessage());
    assertFalse(refused.getMessage().contains("arn:"), refused.getMessage());
    assertTrue(refused.hint().contains("portolan.aws.prune=true"), refused.hint());
    verified(scene.deploy(Map.of("prune", "true"), hello(STORED)));
    assertEquals("portolan-" + NAME, entries("photos").at("/0/id").asText());
  }

  @Test
  void aBucketOfAnotherAccountAndOneInAnotherRegionAreRefusedWhilePlanning() throws Exception {
    scene.aws.addStrangersBucket("theirs");
    DeployException refused = scene.refused(CREATE, hello(new Trigger.ObjectCreated("theirs")));
    assertEquals(DeployException.Kind.PERMISSION_DENIED, refused.kind());
    assertTrue(refused.getMessage().contains("is another account's"), refused.getMessage());
    refused = scene.refused(Map.of("region", "eu-central-1"), hello(STORED));
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
    assertTrue(
        refused.getMessage().contains("is in us-east-1, and calls functions there alone"),
        refused.getMessage());
  }

  @Test
  void aBucketThatIsCalledOtherwiseHereIsTheOneThatCalls() throws Exception {
    verified(
        scene.deploy(
            Map.of("names.pictures", "photos"), hello(new Trigger.ObjectCreated("pictures"))));
    assertEquals(1, entries("photos").size());
    store("photos", "a.jpg");
    assertEquals(1, scene.heard.heard().size());
  }

  @Test
  void theNewBucketCallsBeforeTheOldOneStops() throws Exception {
    scene.deployed(hello(STORED));
    scene.aws.calls().clear();
    Outcome outcome = scene.deployed(hello(new Trigger.ObjectCreated("scans")));
    List<String> order =
        outcome.plan().orElseThrow().steps().stream()
            .map(Step::id)
            .filter(id -> id.matches(".*(notification|bucket|stale).*"))
            .toList();
    assertEquals(
        List.of(
            "hello/permission bucket scans",
            "hello/notification scans",
            "hello/stale notification photos"),
        order.subList(0, 3));
    assertEquals(4, order.size(), order.toString());
    assertEquals(0, entries("photos").size());
    assertEquals(1, entries("scans").size());
    assertEquals(1, statements(NAME).size());
  }

  @Test
  void aBucketPassesFromOneFunctionToAnotherInOneCall() throws Exception {
    scene.deployed(hello(STORED), other());
    scene.aws.calls().clear();
    scene.deployed(hello(), other(STORED));
    long puts =
        scene.aws.calls().calls().stream().filter(call -> call.operation().equals(PUT)).count();
    assertEquals(1, puts);
    assertEquals(1, entries("photos").size());
    assertEquals("portolan-shop-dev-other", entries("photos").at("/0/id").asText());
    assertEquals(0, statements(NAME).size());
    scene.deployed(hello(STORED), other(REMOVED));
    scene.deployed(hello(REMOVED), other(STORED));
    assertEquals(2, entries("photos").size());
    verified(scene.deploy(Map.of("prune", "true"), hello(STORED)));
    assertEquals(1, entries("photos").size());
    assertEquals("portolan-shop-dev-hello", entries("photos").at("/0/id").asText());
  }

  private static FunctionSpec other(Trigger... triggers) {
    return FunctionSpec.of(
        "other", "com.acme.Other", "com.acme.Name", "java.lang.Void", List.of(triggers));
  }

  @Test
  void twoFunctionsThatAreToBeToldOfTheSameAreRefusedBeforeAnyCall() {
    scene.aws.calls().clear();
    DeployException refused = scene.refused(Map.of(), hello(STORED), other(STORED));
    assertTrue(refused.getMessage().contains("what is stored in bucket photos"), "" + refused);
    assertEquals(0, scene.aws.calls().calls().size());
  }

  @Test
  void anEntryThatSomebodyChangedOrTookAwayIsMended() throws Exception {
    foreign("s3:ObjectRemoved:*");
    scene.deployed(hello(STORED));
    notifying(
        document ->
            document.lambdaFunctionConfigurations(
                entry("portolan-" + NAME, NAME + ":live", "s3:ObjectCreated:Copy")));
    Outcome outcome = scene.deployed(hello(STORED));
    assertTrue(outcome.plan().orElseThrow().notes().toString().contains("drift"));
    assertEquals("[\"s3:ObjectCreated:*\"]", entries("photos").at("/0/events").toString());
    notifying(document -> {});
    scene.deployed(hello(STORED));
    assertEquals(1, entries("photos").size());
    assertTrue(scene.deployed(hello(STORED)).plan().orElseThrow().isEmpty());
  }

  private static LambdaFunctionConfiguration entry(String id, String function, String event) {
    return LambdaFunctionConfiguration.builder()
        .id(id)
        .lambdaFunctionArn("arn:aws:lambda:us-east-1:123456789012:function:" + function)
        .eventsWithStrings(event)
        .build();
  }

  @Test
  void whoWritesBetweenIsNotWrittenOverUnseen() throws Exception {
    Runnable rival = () -> foreign("s3:ObjectRemoved:*");
    scene.aws.faults().on("s3", PUT, Phase.AFTER_RESPONSE, Fault.stranger(once(rival)), 1);
    scene.deployed(hello(STORED));
    assertEquals(2, entries("photos").size(), held("photos").toString());
    scene.deployed(hello());
    assertEquals(1, entries("photos").size());
    assertEquals("audit", entries("photos").at("/0/id").asText());
  }

  private static Runnable once(Runnable work) {
    boolean[] done = {false};
    return () -> {
      if (!done[0]) {
        done[0] = true;
        work.run();
      }
    };
  }

  @Test
  void whoWritesWithoutEndIsTold() throws Exception {
    List<String> events = List.of("s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete");
    int[] turn = {0};
    Runnable rival =
        () -> {
          if (turn[0] % 2 == 0) {
            turn[0]++;
            foreign(events.get(turn[0] / 2 % 2));
            turn[0]++;
          }
        };
    scene
        .aws
        .faults()
        .on("s3", PUT, Phase.AFTER_RESPONSE, Fault.stranger(rival), Integer.MAX_VALUE);
    Outcome outcome = scene.deploy(Map.of(), hello(STORED));
    DeployException error = outcome.error().orElseThrow();
    assertEquals(DeployException.Kind.CONFLICT, error.kind(), String.valueOf(error));
    assertTrue(error.getMessage().contains("whom bucket photos tells"), error.getMessage());
  }

  @Test
  void aReadThatIsOlderThanOurWriteTakesNothingAway() throws Exception {
    scene.deployed(hello(), other());
    scene.aws.faults().on("s3", PUT, Phase.AFTER_RESPONSE, Fault.staleReads(2), 1);
    scene.deployed(hello(STORED), other(REMOVED));
    assertEquals(2, entries("photos").size());
  }

  @Test
  void aReadThatIsOlderThanTwoOfOurWritesTakesNothingAway() throws Exception {
    scene.deployed(hello(STORED));
    notifying(document -> {});
    AwsCalls calls = AwsCalls.of(scene.clients, new Ledger(Calls.ONCE, scene.time));
    NotificationDeeds deeds = new NotificationDeeds(calls, Clouds.place());
    Handover alone = new Handover(Set.of(), List.of());
    deeds.put(asked("a", "s3:ObjectCreated:*"), alone);
    deeds.put(asked("b", "s3:ObjectRemoved:*"), alone);
    notifying(document -> {}); // what S3 shows when it shows what was before both
    deeds.put(asked("c", "s3:ObjectRestore:*"), alone);
    assertEquals(3, entries("photos").size());
  }

  private static WantedObjects asked(String id, String event) {
    return new WantedObjects("photos", id, Clouds.place().liveArn(NAME), List.of(event));
  }

  @Test
  void aPermissionThatS3DoesNotSeeYetIsWaitedFor() throws Exception {
    scene.deployed(hello());
    JsonNode[] taken = {null};
    scene
        .aws
        .faults()
        .on(
            "s3",
            PUT,
            Phase.BEFORE_SEND,
            Fault.stranger(
                () -> {
                  if (taken[0] == null) {
                    taken[0] = statements(NAME).get(0).deepCopy();
                    String id = taken[0].path("Sid").asText();
                    scene
                        .clients
                        .lambda()
                        .get()
                        .removePermission(
                            r -> r.functionName(NAME).qualifier("live").statementId(id));
                  } else {
                    permitAgain(taken[0]);
                  }
                }),
            2);
    scene.deployed(hello(STORED));
    assertEquals(1, entries("photos").size());
  }

  private void permitAgain(JsonNode statement) {
    scene
        .clients
        .lambda()
        .get()
        .addPermission(
            r ->
                r.functionName(NAME)
                    .qualifier("live")
                    .statementId(statement.path("Sid").asText())
                    .action("lambda:InvokeFunction")
                    .principal("s3.amazonaws.com")
                    .sourceAccount("123456789012")
                    .sourceArn("arn:aws:s3:::photos"));
  }

  @Test
  void whatIsGoneOfOthersKeepsNobodyFromTakingOursAway() throws Exception {
    scene.deployed(hello(STORED));
    s3.putBucketNotificationConfiguration(
        p ->
            p.bucket("photos")
                .skipDestinationValidation(true)
                .notificationConfiguration(
                    document ->
                        document.lambdaFunctionConfigurations(
                            entry("gone", "gone", "s3:ObjectRemoved:*"),
                            entry("portolan-" + NAME, NAME + ":live", "s3:ObjectCreated:*"))));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(1, entries("photos").size());
    assertEquals("gone", entries("photos").at("/0/id").asText());
  }

  @Test
  void aBucketThatIsGoneKeepsNobodyFromGoing() throws Exception {
    scene.deployed(hello(STORED));
    s3.deleteBucket(d -> d.bucket("photos"));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, scene.regional("/lambda/functions").size());
  }

  @Test
  void whatMayNotBeLookedAtIsNotForgottenAndIsTold() throws Exception {
    scene.deployed(hello(STORED));
    s3.deleteBucket(d -> d.bucket("photos"));
    scene.aws.addStrangersBucket("photos");
    Outcome changed = scene.deployed(hello());
    String notes = changed.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("bucket photos is another account's, or you may not look"), notes);
    assertEquals(1, statements(NAME).size());
    Outcome gone = verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    notes = gone.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("bucket photos is another account's, or you may not look"), notes);
    assertEquals(0, scene.regional("/lambda/functions").size());
  }

  @Test
  void aFunctionThatIsPrunedAlthoughItsBucketMayNotBeLookedAtIsTold() throws Exception {
    scene.deployed(hello(), other(STORED));
    s3.deleteBucket(d -> d.bucket("photos"));
    scene.aws.addStrangersBucket("photos");
    Outcome outcome = verified(scene.deploy(Map.of("prune", "true"), hello()));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("bucket photos is another account's, or you may not look"), notes);
  }

  @Test
  void aRollbackLeavesTheEntryAndSaysSo() throws Exception {
    scene.deployed(hello(STORED));
    verified(scene.deploy(Map.of("snapStart", "true"), hello(STORED)));
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("what events call it stays"), notes);
    assertEquals(1, entries("photos").size());
    assertEquals(1, statements(NAME).size());
  }

  @Test
  void whatIsFiredIsToldByTheBucketsOwnEntry() throws Exception {
    scene.deployed(hello(STORED, REMOVED));
    assertEquals(
        List.of("arn:aws:lambda:us-east-1:123456789012:function:" + NAME + ":live: handled"),
        scene.aws.fire(happening(STORED)).told());
    assertTrue(scene.aws.state().at("/s3/buckets/photos/objects").has("a.jpg"));
    assertTrue(scene.aws.fire(happening(REMOVED)).handled());
    assertFalse(scene.aws.state().at("/s3/buckets/photos/objects").has("a.jpg"));
    List<String> heard = scene.heard.heard();
    assertTrue(heard.get(0).contains("ObjectCreated:Put"), heard.toString());
    assertTrue(heard.get(1).contains("ObjectRemoved:Delete"), heard.toString());
  }

  private static Happening happening(Trigger trigger) {
    byte[] data = "picture".getBytes(StandardCharsets.UTF_8);
    return new Happening(Samples.OWNER, "hello", trigger, "photos", "a.jpg", data);
  }
}
