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
import dev.portolan.deploy.model.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS has of what a function calls by itself, beyond the contract of all deployers. */
class UseLifeTest {
  private static final Use SEND = new Use(Use.Kind.SEND, "to-pack");
  private static final Use READ = new Use(Use.Kind.READ, "photos");
  private static final Use WRITE = new Use(Use.Kind.WRITE, "photos");
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:to-pack";
  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/to-pack";
  private static final String NAME = "shop-dev-hello";
  private static final Map<String, String> CREATE =
      Map.of("createQueues", "true", "createBuckets", "true");

  @TempDir private Path directory;
  private EventScene scene;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
    new Stranger(scene.aws).sendTo(List.of("to-pack", "to-ship"));
    new Stranger(scene.aws).store(List.of("photos", "acme-photos"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static FunctionSpec using(Use... uses) {
    return hello().withUses(List.of(uses));
  }

  private String variable(String name) {
    return scene
        .regional(
            "/lambda/functions/" + NAME + "/latest/Environment/Variables/PORTOLAN_USE_" + name)
        .asText();
  }

  private JsonNode statements() {
    String text =
        scene.aws.state().at("/iam/roles/" + NAME + ".us-east-1/_inline/portolan").asText();
    return Json.read(text).orElseThrow().path("Statement");
  }

  private List<String> rights() {
    List<String> rights = new ArrayList<>();
    for (JsonNode statement : statements()) {
      rights.add(statement.path("Action") + " " + statement.path("Resource").asText());
    }
    return rights.subList(1, rights.size());
  }

  @Test
  void theFunctionIsToldWhereAndMayDoWhatItDeclaresAndNoMore() throws Exception {
    scene.deployed(using(SEND, READ));
    assertEquals(URL, variable("QUEUE_TO_PACK"));
    assertEquals("photos", variable("BUCKET_PHOTOS"));
    assertEquals(
        List.of(
            "\"sqs:SendMessage\" " + QUEUE,
            "\"s3:GetObject\" arn:aws:s3:::photos/*",
            "\"s3:ListBucket\" arn:aws:s3:::photos"),
        rights());
    scene.deployed(using(WRITE));
    assertEquals(List.of("[\"s3:PutObject\",\"s3:DeleteObject\"] arn:aws:s3:::photos/*"), rights());
    assertEquals("", variable("QUEUE_TO_PACK"));
    scene.deployed(using(WRITE, READ));
    assertEquals(3, rights().size());
    assertTrue(scene.deployed(using(WRITE, READ)).plan().orElseThrow().isEmpty());
    scene.deployed(hello());
    assertEquals(List.of(), rights());
    assertEquals("", variable("BUCKET_PHOTOS"));
    assertFalse(scene.aws.state().at("/s3/buckets/photos").isMissingNode(), "it stays");
  }

  @Test
  void theyAreCalledSomethingElseHere() throws Exception {
    Map<String, String> names =
        Map.of("names.photos", "acme-photos", "names.to-pack", QUEUE.replace("pack", "ship"));
    verified(scene.deploy(names, using(SEND, READ)));
    assertEquals("acme-photos", variable("BUCKET_PHOTOS"));
    assertEquals(URL.replace("pack", "ship"), variable("QUEUE_TO_PACK"));
    assertTrue(rights().contains("\"s3:GetObject\" arn:aws:s3:::acme-photos/*"), "" + rights());
    DeployException refused = scene.refused(Map.of("names.photos", "Photos!"), using(READ));
    assertTrue(refused.getMessage().contains("cannot be the name of a bucket"), "bucket");
    refused = scene.refused(Map.of("names.to-pack", "to pack"), using(SEND));
    assertTrue(refused.getMessage().contains("neither the name of a queue"), "queue");
  }

  @Test
  void missingOnesAreRefusedTogetherOrMadeAndStay() throws Exception {
    FunctionSpec both = using(new Use(Use.Kind.SEND, "none"), new Use(Use.Kind.WRITE, "nowhere"));
    DeployException refused = scene.refused(Map.of(), both);
    assertEquals(DeployException.Kind.NOT_FOUND, refused.kind());
    assertTrue(refused.getMessage().contains("there is no queue none"), refused.getMessage());
    assertTrue(refused.getMessage().contains("there is no bucket nowhere"), refused.getMessage());
    verified(scene.deploy(CREATE, both));
    JsonNode queue = scene.regional("/sqs/queues/none");
    assertEquals("com.acme:shop:dev", queue.path("tags").path(Ownership.OWNER).asText());
    assertFalse(scene.aws.state().at("/s3/buckets/nowhere").isMissingNode());
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertFalse(scene.regional("/sqs/queues/none").isMissingNode());
    assertFalse(scene.aws.state().at("/s3/buckets/nowhere").isMissingNode());
  }

  @Test
  void aQueueInOrderIsSentToAndMadeAsOne() throws Exception {
    Map<String, String> fifo =
        Map.of("names.to-pack", "to-pack.fifo", "createQueues", "true", "createBuckets", "true");
    verified(scene.deploy(fifo, using(SEND)));
    assertEquals(URL + ".fifo", variable("QUEUE_TO_PACK"));
    assertEquals(List.of("\"sqs:SendMessage\" " + QUEUE + ".fifo"), rights());
    assertEquals("true", scene.regional("/sqs/queues/to-pack.fifo/attributes/FifoQueue").asText());
  }

  @Test
  void oneThatAnotherFunctionTakesFromIsMadeOnceAsThatOneNeedsIt() throws Exception {
    FunctionSpec sender = using(new Use(Use.Kind.SEND, "made"));
    FunctionSpec taker =
        FunctionSpec.of(
            "taker",
            "com.acme.Hello",
            "com.acme.Name",
            "java.lang.Void",
            List.of(new Trigger.Queue("made", 10)));
    verified(scene.deploy(CREATE, sender, taker));
    assertEquals(
        String.valueOf(6 * taker.sizing().timeout().toSeconds()),
        scene.regional("/sqs/queues/made/attributes/VisibilityTimeout").asText());
  }

  @Test
  void oneOfAnotherAccountOrRegionIsRefused() {
    scene.aws.addStrangersBucket("theirs");
    DeployException refused = scene.refused(Map.of(), using(new Use(Use.Kind.READ, "theirs")));
    assertEquals(DeployException.Kind.PERMISSION_DENIED, refused.kind());
    assertTrue(refused.hint().contains("s3:ListBucket"), refused.hint());
    refused =
        scene.refused(
            Map.of("names.to-pack", QUEUE.replace("us-east-1", "eu-west-1")), using(SEND));
    assertTrue(refused.hint().contains("or send to one that is here"), refused.hint());
    refused = scene.refused(Map.of("region", "eu-west-1", "createBuckets", "true"), using(READ));
    assertTrue(refused.getMessage().contains("bucket photos is in "), refused.getMessage());
  }

  @Test
  void rightsComeBeforeWhatNeedsThemServesAndGoAfter() throws Exception {
    scene.deployed(using(SEND));
    scene.aws.calls().clear();
    scene.deployed(using(READ));
    List<String> calls =
        scene.aws.calls().calls().stream()
            .map(call -> call.operation())
            .filter(name -> name.matches("UpdateAlias|PutRolePolicy|PublishVersion"))
            .toList();
    assertEquals(List.of("PutRolePolicy", "PublishVersion", "UpdateAlias", "PutRolePolicy"), calls);
    assertEquals(2, rights().size(), rights().toString());
  }

  @Test
  void aRoleOfOnesOwnIsToldWhatItNeedsWhenItBeginsToNeedIt() throws Exception {
    String role = "arn:aws:iam::123456789012:role/mine";
    new Stranger(scene.aws).plantRole("mine");
    Map<String, String> own = Map.of("role", role);
    Outcome first = verified(scene.deploy(own, using(SEND, WRITE)));
    assertEquals(
        List.of(
            "the role "
                + role
                + " must be allowed to sqs:SendMessage on "
                + QUEUE
                + ", s3:PutObject and s3:DeleteObject on arn:aws:s3:::photos/*: function hello"
                + " calls them"),
        first.plan().orElseThrow().notes());
    assertEquals(List.of(), scene.deploy(own, using(SEND, WRITE)).plan().orElseThrow().notes());
  }

  @Test
  void aRollbackBringsTheVariablesBackAndSaysWhatItsRoleMayNotCallAnyMore() throws Exception {
    scene.deployed(using(SEND));
    scene.deployed(hello());
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    String notes = outcome.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("sends to " + URL + ", which its role may not be allowed"), notes);
  }

  @Test
  void aRollbackToWhatStoredWhereWhatServesOnlyReadsSaysSo() throws Exception {
    scene.deployed(using(READ, WRITE));
    scene.deployed(using(READ));
    String notes = rolledBack();
    assertTrue(notes.contains("stores in photos, which its role may not be allowed"), notes);
    assertFalse(notes.contains("reads photos"), notes);
  }

  @Test
  void aRollbackToWhatDidLessSaysNothing() throws Exception {
    scene.deployed(using(READ));
    scene.deployed(using(READ, WRITE));
    assertFalse(rolledBack().contains("may not be allowed"));
  }

  private String rolledBack() throws Exception {
    Outcome outcome =
        verified(
            scene.with(
                Map.of(), portolan -> portolan.rollback(Samples.OWNER, "hello", Optional.empty())));
    return outcome.plan().orElseThrow().notes().toString();
  }

  @Test
  void aRoleOfOnesOwnIsToldWhenTheFunctionStoresWhereItReadBefore() throws Exception {
    Map<String, String> own = Map.of("role", "arn:aws:iam::123456789012:role/mine");
    new Stranger(scene.aws).plantRole("mine");
    verified(scene.deploy(own, using(READ)));
    String notes = scene.deploy(own, using(READ, WRITE)).plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("s3:PutObject and s3:DeleteObject on arn:aws:s3:::photos/*"), notes);
    assertEquals(List.of(), scene.deploy(own, using(READ)).plan().orElseThrow().notes());
  }

  @Test
  void rightsAreToBucketsOfThisAccountAlone() throws Exception {
    scene.deployed(using(READ, WRITE));
    int conditions = 0;
    for (JsonNode statement : statements()) {
      JsonNode account = statement.at("/Condition/StringEquals/s3:ResourceAccount");
      conditions += account.asText().equals("123456789012") ? 1 : 0;
    }
    assertEquals(3, conditions, statements().toString());
  }

  @Test
  void theLengthOfAUrlCountsWhereTheEnvironmentIsBounded() {
    int rest = 4096 - "PORTOLAN_FUNCTION".length() - "hello".length() - "ABC".length();
    int place = "PORTOLAN_USE_QUEUE_TO_PACK".length() + URL.length();
    FunctionSpec full = using(SEND).withEnvironment(Map.of("ABC", "x".repeat(rest - place + 1)));
    DeployException refused = scene.refused(Map.of(), full);
    assertTrue(refused.getMessage().contains("its environment has 4097"), refused.getMessage());
  }

  @Test
  void theVariablesAreNotSetByHand() {
    FunctionSpec byHand = using().withEnvironment(Map.of("PORTOLAN_USE_QUEUE_X", URL));
    DeployException refused = scene.refused(Map.of(), byHand);
    assertTrue(refused.getMessage().contains("sets the variable"), refused.getMessage());
  }
}
