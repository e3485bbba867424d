package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.EnvVarSource;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.SecretKeySelector;
import com.google.cloud.run.v2.Service;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.provider.gcp.errors.GcpErrors;
import dev.portolan.provider.gcp.serving.Seen;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, grants, triggers and jobs over several deployments, behind Google's real clients. */
final class RetinueTest {
  private static final String EMAIL =
      "shop-dev-receipt-6fcd19ba@shop-project.iam.gserviceaccount.com";
  private static final String MEMBER = "serviceAccount:" + EMAIL;
  private static final String ACCOUNT =
      "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + EMAIL;
  private static final String POLICY =
      "cloudresourcemanager.googleapis.com/v3/projects/shop-project";
  private static final String SECRET =
      "secretmanager.googleapis.com/v1/projects/shop-project/secrets/";
  private static final String PLACE = "/v1/projects/shop-project/locations/europe-west1/";
  private static final String JOB =
      "cloudscheduler.googleapis.com" + PLACE + "jobs/shop-dev-receipt";
  private static final String TRIGGERS = "eventarc.googleapis.com" + PLACE + "triggers/";

  @TempDir Path directory;
  private final FakeGoogle google = new FakeGoogle();
  private Optional<Seen> seen = Optional.empty();
  private final List<String> notes = new ArrayList<>();
  private final List<Session> open = new ArrayList<>();

  @BeforeEach
  void project() {
    for (String topic : List.of("orders", "returns")) {
      String name = "projects/shop-project/topics/" + topic;
      google.put("pubsub.googleapis.com/v1/" + name, "{\"name\":\"" + name + "\"}");
    }
    for (String secret : List.of("key", "old")) {
      google.put(SECRET + secret, "{\"name\":\"projects/1/secrets/" + secret + "\"}");
    }
    google.put(
        "run.googleapis.com/v2/projects/shop-project/locations/europe-west1/services"
            + "/shop-dev-receipt",
        "{\"uri\":\"https://receipt.run.app\"}");
  }

  /** Grants our account a role, as a person does. */
  private void grant(String path, String role) {
    JsonObject policy = google.policy(path);
    if (!policy.has("bindings")) {
      policy.add("bindings", new JsonArray());
    }
    policy
        .getAsJsonArray("bindings")
        .add(
            JsonParser.parseString("{\"role\":\"" + role + "\",\"members\":[\"" + MEMBER + "\"]}"));
  }

  /** Plans what goes with one function, and runs it. */
  private List<Step> deploy(Map<String, String> given, FunctionSpec spec) throws Exception {
    List<Step> steps = plan(given, spec);
    Steps.run(steps);
    return steps;
  }

  private List<Step> plan(Map<String, String> given, FunctionSpec spec) throws Exception {
    StepList list = new StepList();
    Wanted wanted = Wants.of(spec, given);
    Retinue retinue = Retinue.of(open(), Wants.SHOP, List.of(wanted), survey(), list);
    Obstacles obstacles = new Obstacles();
    retinue.check(false, false, obstacles);
    obstacles.refuse();
    retinue.prepare(wanted, List.of());
    retinue.tidy(wanted, seen, List.of("going"));
    retinue.connect(wanted, seen);
    retinue.retire(wanted, seen, List.of("going"));
    notes.clear();
    notes.addAll(retinue.notes());
    return list.steps();
  }

  private List<Step> remove() throws Exception {
    StepList list = new StepList();
    Retinue retinue = Retinue.of(open(), Wants.SHOP, List.of(), survey(), list);
    for (String function : retinue.functions()) {
      new Removal(list, new PlainStaging(), retinue)
          .add(function, seen.map(Seen::name), "asked for");
    }
    Steps.run(list.steps());
    return list.steps();
  }

  private Session open() throws Exception {
    Session session = Sessions.open(google, Sessions.settings(google, directory));
    open.add(session);
    return session;
  }

  @AfterEach
  void close() {
    open.forEach(Session::close);
  }

  private Survey survey() {
    TreeMap<String, Seen> all = new TreeMap<>();
    seen.ifPresent(each -> all.put(each.name(), each));
    return new Survey(all, new TreeMap<>());
  }

  /** The function serves, with revisions that name secrets. */
  private void serves(Map<String, String> revisions) {
    String name = Wants.PLACE.service("shop-dev-receipt");
    List<Revision> all = new ArrayList<>();
    revisions.forEach(
        (revision, secret) ->
            all.add(
                Revision.newBuilder()
                    .setName(name + "/revisions/" + revision)
                    .setService(name)
                    .setServiceAccount(EMAIL)
                    .addContainers(
                        Container.newBuilder()
                            .addEnv(
                                EnvVar.newBuilder()
                                    .setName("KEY")
                                    .setValueSource(
                                        EnvVarSource.newBuilder()
                                            .setSecretKeyRef(
                                                SecretKeySelector.newBuilder()
                                                    .setSecret(secret)
                                                    .setVersion("1")))))
                    .build()));
    seen =
        Optional.of(
            new Seen(
                Service.newBuilder().setName(name).setUri("https://receipt.run.app").build(), all));
  }

  private static List<String> summaries(List<Step> steps) {
    return steps.stream().map(Step::summary).toList();
  }

  private List<String> members(String path, String role) {
    List<String> members = new ArrayList<>();
    JsonObject policy = google.policy(path);
    JsonArray bindings =
        policy.has("bindings") ? policy.getAsJsonArray("bindings") : new JsonArray();
    for (JsonElement each : bindings) {
      if (each.getAsJsonObject().get("role").getAsString().equals(role)) {
        each.getAsJsonObject()
            .getAsJsonArray("members")
            .forEach(member -> members.add(member.getAsString()));
      }
    }
    return members;
  }

  private List<String> triggers() {
    return google.things.keySet().stream().filter(name -> name.startsWith(TRIGGERS)).toList();
  }

  @Test
  @DisplayName("What was made once is left alone: no step, and nothing is written")
  void again() throws Exception {
    FunctionSpec spec = Wants.spec(Wants.NIGHTLY, Wants.ORDERS);
    deploy(Map.of("roles", "roles/datastore.user"), spec);
    serves(Map.of());
    assertEquals(List.of(), plan(Map.of("roles", "roles/datastore.user"), spec));
    assertEquals(
        "Deployed by Portolan for com.acme:shop:dev, function receipt in europe-west1",
        google.things.get(ACCOUNT).get("description").getAsString().replaceAll(", roles.*", ""));
    assertEquals(List.of(MEMBER), members(POLICY, "roles/datastore.user"));
    assertEquals(1, triggers().size());
  }

  @Test
  @DisplayName("Steps that run a second time, as after a lost answer, write nothing")
  void twice() throws Exception {
    List<Step> steps =
        deploy(Map.of("roles", "roles/datastore.user"), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    int written = google.mutations().size();
    Steps.run(steps);
    assertEquals(written, google.mutations().size(), () -> google.mutations().toString());
  }

  @Test
  @DisplayName("A changed schedule is changed in place, with a mask of what changed")
  void changedSchedule() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.NIGHTLY));
    serves(Map.of());
    List<Step> steps =
        deploy(Map.of(), Wants.spec(new Trigger.Schedule("0 3 * * MON-FRI", "Europe/Rome")));
    assertEquals(
        List.of("update job shop-dev-receipt (schedule 0 3 * * 1-5, Europe/Rome)"),
        summaries(steps));
    assertEquals("schedule 0 2 * * 1-5 -> 0 3 * * 1-5", steps.get(0).why());
    assertEquals("0 3 * * 1-5", google.things.get(JOB).get("schedule").getAsString());
    assertTrue(google.mutations().get(google.mutations().size() - 1).startsWith("PATCH " + JOB));
  }

  @Test
  @DisplayName("What somebody changed by hand is told as drift, and put back")
  void drift() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    serves(Map.of());
    google.things.get(JOB).addProperty("timeZone", "UTC");
    google
        .things
        .get(triggers().get(0))
        .add("retryPolicy", JsonParser.parseString("{\"maxAttempts\":1}"));
    List<Step> steps = deploy(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    assertEquals(
        List.of("drift: time zone UTC -> Europe/Rome", "drift: attempts 1 -> for 24 hours"),
        steps.stream().map(Step::why).toList());
    assertEquals(List.of(), plan(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS)));
  }

  @Test
  @DisplayName("Other types change a label alone; another topic makes a trigger, then one goes")
  void changedTopic() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.ORDERS));
    serves(Map.of());
    List<Step> types = deploy(Map.of(), Wants.spec(new Trigger.Topic("orders", List.of("a", "b"))));
    assertEquals(List.of("the function takes other types"), types.stream().map(Step::why).toList());
    String before = triggers().get(0);
    List<Step> topic = deploy(Map.of(), Wants.spec(new Trigger.Topic("returns", List.of())));
    assertEquals(
        List.of(Step.Change.CREATE, Step.Change.DELETE), topic.stream().map(Step::change).toList());
    assertEquals(
        List.of(Step.Phase.SETTLE, Step.Phase.SWEEP), topic.stream().map(Step::phase).toList());
    assertFalse(triggers().contains(before));
    assertEquals(1, triggers().size());
  }

  private JsonObject subscription() {
    return google.things.entrySet().stream()
        .filter(each -> each.getKey().contains("/subscriptions/"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("A push waits for its answer as long as the function may take")
  void deadline() throws Exception {
    FunctionSpec spec = Wants.spec(Wants.ORDERS);
    int timeout = (int) spec.sizing().timeout().toSeconds();
    deploy(Map.of(), spec);
    serves(Map.of());
    assertEquals(timeout, subscription().get("ackDeadlineSeconds").getAsInt());
    subscription().addProperty("ackDeadlineSeconds", 10);
    List<Step> steps = deploy(Map.of(), spec);
    assertEquals("drift: deadline 10 s -> " + timeout + " s", steps.get(0).why());
    assertEquals(timeout, subscription().get("ackDeadlineSeconds").getAsInt());
    assertEquals(List.of(), plan(Map.of(), spec));
  }

  @Test
  @DisplayName("A trigger whose topic was deleted under it is made again, if the topic is there")
  void topicDeleted() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.ORDERS));
    serves(Map.of());
    subscription().addProperty("topic", "_deleted-topic_");
    List<Step> steps = deploy(Map.of(), Wants.spec(Wants.ORDERS));
    assertTrue(steps.get(0).why().startsWith("drift: its topic was deleted"), steps.get(0).why());
    assertTrue(subscription().get("topic").getAsString().endsWith("/topics/orders"));
    assertEquals(List.of(), plan(Map.of(), Wants.spec(Wants.ORDERS)));
    google.things.remove("pubsub.googleapis.com/v1/projects/shop-project/topics/orders");
    DeployException refusal =
        assertThrows(DeployException.class, () -> plan(Map.of(), Wants.spec(Wants.ORDERS)));
    assertEquals(DeployException.Kind.NOT_FOUND, refusal.kind());
  }

  @Test
  @DisplayName("What may not be listed is asked for by its name")
  void unlisted() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    serves(Map.of());
    for (String list : List.of("-/triggers", "europe-west1/jobs")) {
      google.refuse("/locations/" + list, 403, "PERMISSION_DENIED", "you may not");
    }
    assertEquals(List.of(), plan(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS)));
    assertEquals(2, notes.size(), notes.toString());
  }

  @Test
  @DisplayName("A trigger that tells of no function is nobody's to prune")
  void noFunction() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.ORDERS));
    google.things.get(triggers().get(0)).getAsJsonObject("labels").remove("portolan-function");
    remove();
    assertEquals(1, triggers().size());
  }

  @Test
  @DisplayName("Without a service, the account goes after its roles all the same")
  void orphanWithRoles() throws Exception {
    deploy(Map.of("roles", "roles/datastore.user"), Wants.spec());
    List<Step> steps = remove();
    assertEquals(List.of("delete roles of " + EMAIL, "delete account " + EMAIL), summaries(steps));
    assertTrue(steps.get(1).after().contains(steps.get(0).id()), steps.get(1).after().toString());
  }

  @Test
  @DisplayName("A trigger that has another topic is made again, and the plan says what that costs")
  void replaced() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.ORDERS));
    serves(Map.of());
    google
        .things
        .get(triggers().get(0))
        .getAsJsonObject("transport")
        .getAsJsonObject("pubsub")
        .addProperty("topic", "projects/shop-project/topics/returns");
    List<Step> steps = deploy(Map.of(), Wants.spec(Wants.ORDERS));
    assertEquals(
        "drift: topic returns -> orders: that cannot be changed, so it is deleted and made again,"
            + " and misses what comes meanwhile",
        steps.get(0).why());
    assertEquals(List.of(), plan(Map.of(), Wants.spec(Wants.ORDERS)));
  }

  @Test
  @DisplayName("What a function no longer asks for goes: its trigger, its job")
  void noLonger() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    serves(Map.of());
    List<Step> steps = deploy(Map.of(), Wants.spec());
    assertEquals(2, steps.size());
    steps.forEach(step -> assertEquals("the function no longer asks for it", step.why()));
    assertEquals(List.of(), triggers());
    assertFalse(google.things.containsKey(JOB));
  }

  @Test
  @DisplayName("A role that is no longer asked for is taken away; one that a person gave stays")
  void roles() throws Exception {
    deploy(Map.of("roles", "roles/datastore.user,roles/pubsub.publisher"), Wants.spec());
    JsonObject policy = google.policy(POLICY);
    policy
        .getAsJsonArray("bindings")
        .add(
            JsonParser.parseString(
                "{\"role\":\"roles/storage.objectViewer\",\"members\":[\"" + MEMBER + "\"]}"));
    List<Step> steps = deploy(Map.of("roles", "roles/pubsub.publisher"), Wants.spec());
    assertEquals(List.of("delete roles of " + EMAIL), summaries(steps));
    assertEquals(List.of(), members(POLICY, "roles/datastore.user"));
    assertEquals(List.of(MEMBER), members(POLICY, "roles/pubsub.publisher"));
    assertEquals(List.of(MEMBER), members(POLICY, "roles/storage.objectViewer"));
    assertEquals(List.of(), plan(Map.of("roles", "roles/pubsub.publisher"), Wants.spec()));
    deploy(Map.of(), Wants.spec());
    assertEquals(List.of(MEMBER), members(POLICY, "roles/storage.objectViewer"));
    int calls = google.calls.size();
    assertEquals(List.of(), plan(Map.of(), Wants.spec()));
    assertTrue(
        google.calls.subList(calls, google.calls.size()).stream()
            .noneMatch(call -> call.contains(":getIamPolicy")),
        "the project's policy is read though nobody asks for roles");
  }

  @Test
  @DisplayName("A role that a person gave is not ours to take away, though it is asked for later")
  void givenBefore() throws Exception {
    deploy(Map.of(), Wants.spec());
    grant(POLICY, "roles/datastore.user");
    grant(SECRET + "key", "roles/secretmanager.secretAccessor");
    FunctionSpec spec = Wants.spec().withEnvironment(Map.of("KEY", "secret://key"));
    assertEquals(List.of(), plan(Map.of("roles", "roles/datastore.user"), spec));
    deploy(Map.of("roles", "roles/datastore.user,roles/pubsub.publisher"), spec);
    serves(Map.of("going", "key"));
    deploy(Map.of(), Wants.spec());
    assertEquals(List.of(MEMBER), members(POLICY, "roles/datastore.user"));
    assertEquals(List.of(), members(POLICY, "roles/pubsub.publisher"));
    assertEquals(List.of(MEMBER), members(SECRET + "key", "roles/secretmanager.secretAccessor"));
  }

  @Test
  @DisplayName("Roles that fit by themselves, but not beside those to be taken away, are refused")
  void tooManyTogether() throws Exception {
    deploy(Map.of("roles", roles("a")), Wants.spec());
    DeployException refusal =
        assertThrows(DeployException.class, () -> plan(Map.of("roles", roles("b")), Wants.spec()));
    assertTrue(refusal.getMessage().contains("with those it had"), refusal.getMessage());
    deploy(Map.of(), Wants.spec());
    deploy(Map.of("roles", roles("b")), Wants.spec());
  }

  private static String roles(String beginning) {
    return IntStream.range(0, 15)
        .mapToObj(i -> "roles/" + beginning + ".b" + i)
        .collect(Collectors.joining(","));
  }

  @Test
  @DisplayName("A secret that was granted for a revision which never came is found, and taken back")
  void neverRevision() throws Exception {
    FunctionSpec spec = Wants.spec();
    deploy(Map.of(), spec.withEnvironment(Map.of("KEY", "secret://old")));
    deploy(Map.of(), spec);
    assertEquals(List.of(), members(SECRET + "old", "roles/secretmanager.secretAccessor"));
    deploy(Map.of(), spec.withEnvironment(Map.of("KEY", "secret://key")));
    remove();
    assertEquals(List.of(), members(SECRET + "key", "roles/secretmanager.secretAccessor"));
    assertFalse(google.things.containsKey(ACCOUNT));
  }

  @Test
  @DisplayName("The account that a function ran as goes once no revision does that stays")
  void retired() throws Exception {
    deploy(Map.of("roles", "roles/datastore.user"), Wants.spec());
    String other = "runner@shop-project.iam.gserviceaccount.com";
    google.put(
        "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + other,
        "{\"email\":\"" + other + "\"}");
    serves(Map.of("kept", "old"));
    Map<String, String> given = Map.of("serviceAccount", other);
    assertEquals(List.of(), deploy(given, Wants.spec()));
    serves(Map.of("going", "old"));
    assertEquals(
        List.of("delete roles of " + EMAIL, "delete account " + EMAIL),
        summaries(deploy(given, Wants.spec())));
    assertFalse(google.things.containsKey(ACCOUNT));
    assertEquals(List.of(), members(POLICY, "roles/datastore.user"));
  }

  @Test
  @DisplayName("With its API off an account is missing; roles that cannot be seen are asked for")
  void unseen() throws Exception {
    google.disabled.add("iam.googleapis.com");
    google.disabled.add("cloudresourcemanager.googleapis.com");
    assertEquals(
        List.of("create account " + EMAIL, "update roles of " + EMAIL),
        summaries(plan(Map.of("roles", "roles/datastore.user"), Wants.spec())));
  }

  @Test
  @DisplayName("A policy that somebody else changes meanwhile is a conflict; the step comes again")
  void race() throws Exception {
    List<Step> steps = plan(Map.of("roles", "roles/datastore.user"), Wants.spec());
    google.refuse(
        ":setIamPolicy",
        409,
        "ABORTED",
        "There were concurrent policy changes. Please retry the whole read-modify-write with"
            + " exponential backoff.");
    Exception refusal = assertThrows(Exception.class, () -> Steps.run(steps));
    assertEquals(Failure.Retry.CONFLICT, GcpErrors.classify(refusal).retry());
    Steps.run(steps);
    assertEquals(List.of(MEMBER), members(POLICY, "roles/datastore.user"));
  }

  @Test
  @DisplayName("A secret is readable as long as a revision names it that stays")
  void secrets() throws Exception {
    FunctionSpec spec = Wants.spec();
    deploy(Map.of(), spec.withEnvironment(Map.of("KEY", "secret://old")));
    assertEquals(List.of(MEMBER), members(SECRET + "old", "roles/secretmanager.secretAccessor"));
    serves(Map.of("kept", "old"));
    FunctionSpec next = spec.withEnvironment(Map.of("KEY", "secret://key#3"));
    assertEquals(
        List.of("update account " + EMAIL, "update secret key"), summaries(deploy(Map.of(), next)));
    serves(Map.of("going", "old", "kept", "key"));
    assertEquals(
        List.of("delete access of " + EMAIL + " to secret old", "update account " + EMAIL),
        summaries(deploy(Map.of(), next)));
    assertEquals(List.of(), plan(Map.of(), next));
    assertEquals(List.of(), members(SECRET + "old", "roles/secretmanager.secretAccessor"));
    assertEquals(List.of(MEMBER), members(SECRET + "key", "roles/secretmanager.secretAccessor"));
  }

  private static final String TOPIC =
      "pubsub.googleapis.com/v1/projects/shop-project/topics/orders";
  private static final String THUMBS = "storage.googleapis.com/storage/v1/b/acme-thumbs";
  private static final Map<String, String> CALLED =
      Map.of("names.to-pack", "orders", "names.thumbs", "acme-thumbs");
  private static final FunctionSpec USING =
      Wants.spec()
          .withUses(
              List.of(
                  new Use(Use.Kind.SEND, "to-pack"),
                  new Use(Use.Kind.READ, "thumbs"),
                  new Use(Use.Kind.WRITE, "thumbs")));

  @Test
  @DisplayName("What a function uses it may use, and keeps until no revision that stays needs it")
  void uses() throws Exception {
    thumbs(FakeGoogle.NUMBER);
    grant(TOPIC, "roles/pubsub.viewer");
    assertEquals(
        List.of(
            "create account " + EMAIL,
            "update readers of bucket acme-thumbs",
            "update writers to bucket acme-thumbs",
            "update senders to topic orders"),
        summaries(deploy(CALLED, USING)));
    assertEquals(List.of(MEMBER), members(TOPIC, "roles/pubsub.publisher"));
    assertEquals(List.of(MEMBER), members(TOPIC, "roles/pubsub.viewer"), "not ours to take");
    assertEquals(List.of(MEMBER), members(THUMBS + "/iam", "roles/storage.objectViewer"));
    assertEquals(List.of(MEMBER), members(THUMBS + "/iam", "roles/storage.legacyBucketWriter"));
    assertEquals(List.of(), plan(CALLED, USING));

    FunctionSpec less = USING.withUses(List.of(new Use(Use.Kind.READ, "thumbs")));
    Map<String, String> fewer = Map.of("names.thumbs", "acme-thumbs");
    servesUsing("kept", Wants.of(USING, CALLED));
    assertEquals(List.of(), plan(fewer, less), "a rollback shall find it");
    servesUsing("going", Wants.of(USING, CALLED));
    assertEquals(
        List.of(
            "delete writers to bucket acme-thumbs but " + EMAIL,
            "delete senders to topic orders but " + EMAIL,
            "update account " + EMAIL),
        summaries(deploy(fewer, less)));
    assertEquals(List.of(MEMBER), members(THUMBS + "/iam", "roles/storage.objectViewer"));
    assertEquals(List.of(), members(THUMBS + "/iam", "roles/storage.legacyBucketWriter"));
    assertEquals(List.of(), members(TOPIC, "roles/pubsub.publisher"));
    assertEquals(List.of(), plan(fewer, less));
  }

  @Test
  @DisplayName("Of what a function could use nothing is left when it is removed before it served")
  void usesOfWhatNeverServed() throws Exception {
    thumbs(FakeGoogle.NUMBER);
    deploy(CALLED, USING);
    remove();
    assertEquals(List.of(), members(TOPIC, "roles/pubsub.publisher"));
    assertEquals(List.of(), members(THUMBS + "/iam", "roles/storage.objectViewer"));
    assertEquals(List.of(), members(THUMBS + "/iam", "roles/storage.legacyBucketWriter"));
    assertEquals(List.of(), remove());
  }

  @Test
  @DisplayName("What a function uses must be there; what it runs as is told what it must have")
  void usesOfWhatIsMissing() throws Exception {
    DeployException refusal = assertThrows(DeployException.class, () -> plan(Map.of(), USING));
    String told = refusal.getMessage();
    assertTrue(told.contains("topic to-pack"), told);
    assertTrue(told.contains("bucket thumbs"), told);
    thumbs(FakeGoogle.NUMBER);
    String other = "theirs@shop-project.iam.gserviceaccount.com";
    google.put(
        "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + other,
        "{\"email\":\"" + other + "\"}");
    Map<String, String> given = new TreeMap<>(CALLED);
    given.put("serviceAccount", other);
    assertEquals(List.of(), plan(given, USING), "nothing is granted to what is not ours");
    assertTrue(
        notes.contains(
            "receipt: runs as "
                + other
                + ", which must itself have roles/pubsub.publisher at topic orders"),
        notes.toString());
  }

  private void thumbs(String project) {
    google.put(
        THUMBS,
        "{\"name\":\"acme-thumbs\",\"location\":\"EU\",\"projectNumber\":\"" + project + "\"}");
  }

  @Test
  @DisplayName("A right stays noted until somebody took it away: who may not look does not forget")
  void usesThatCannotBeSeen() throws Exception {
    thumbs(FakeGoogle.NUMBER);
    deploy(CALLED, USING);
    String noted = description();
    google.refuse("GET storage.googleapis.com/storage/v1/b", 403, "", "no list");
    google.refuse("GET pubsub.googleapis.com/v1/projects/shop-project/topics", 403, "", "no list");
    google.refuse("GET " + SECRET.replaceAll("/$", ""), 403, "PERMISSION_DENIED", "no list");
    assertEquals(List.of(), summaries(deploy(Map.of(), Wants.spec())));
    assertEquals(noted, description());
    assertTrue(
        notes.toString().contains("may still do what it no longer needs, 3"), notes::toString);

    google.refuse("GET " + THUMBS + "/iam", 403, "", "no policy");
    assertEquals(
        List.of(
            "delete writers to bucket acme-thumbs but " + EMAIL,
            "delete senders to topic orders but " + EMAIL,
            "update account " + EMAIL),
        summaries(deploy(Map.of(), Wants.spec())));
    assertEquals(List.of(MEMBER), members(THUMBS + "/iam", "roles/storage.objectViewer"));
    assertTrue(
        notes.toString().contains("may still do what it no longer needs, 1"), notes::toString);

    servesUsing("going", Wants.of(USING, CALLED));
    google.refuse("GET " + THUMBS + "/iam", 403, "", "no policy");
    google.refuse("GET " + THUMBS + "/iam", 403, "", "no policy");
    assertEquals(List.of(), summaries(deploy(Map.of(), Wants.spec())));

    assertEquals(
        List.of("delete readers of bucket acme-thumbs but " + EMAIL, "update account " + EMAIL),
        summaries(deploy(Map.of(), Wants.spec())));
    assertEquals(List.of(), members(THUMBS + "/iam", "roles/storage.objectViewer"));
    assertEquals(List.of(), plan(Map.of(), Wants.spec()));
  }

  @Test
  @DisplayName("A right at what was deleted is forgotten: there is nothing to take it away from")
  void usesOfWhatIsGone() throws Exception {
    thumbs(FakeGoogle.NUMBER);
    deploy(CALLED, USING);
    google.things.keySet().removeIf(name -> name.startsWith(TOPIC) || name.startsWith(THUMBS));
    assertEquals(List.of("update account " + EMAIL), summaries(deploy(Map.of(), Wants.spec())));
    assertFalse(description().contains("access"), description());
    assertEquals(List.of(), notes);
  }

  private String description() {
    return google.things.get(ACCOUNT).get("description").getAsString();
  }

  @Test
  @DisplayName("Lists that come in pages are read to their end, whatever the pages are called")
  void usesOfOtherPages() throws Exception {
    thumbs(FakeGoogle.NUMBER);
    deploy(CALLED, USING);
    String bucket = "storage.googleapis.com/storage/v1/b";
    String topics = "pubsub.googleapis.com/v1/projects/shop-project/topics";
    google.put(bucket, "{\"nextPageToken\":\"a+b/c=\"}");
    google.put(bucket + "#a+b/c=", "{\"items\":[{\"name\":\"acme-thumbs\"}]}");
    google.put(topics, "{\"nextPageToken\":\"a+b/c=\"}");
    google.put(
        topics + "#a+b/c=", "{\"topics\":[{\"name\":\"projects/shop-project/topics/orders\"}]}");
    deploy(Map.of(), Wants.spec());
    assertEquals(List.of(), members(TOPIC, "roles/pubsub.publisher"));
    assertEquals(List.of(), members(THUMBS + "/iam", "roles/storage.objectViewer"));
  }

  @Test
  @DisplayName("A bucket of another project is refused, though it is open to us")
  void usesOfWhatIsAnothers() throws Exception {
    thumbs("7");
    DeployException refusal = assertThrows(DeployException.class, () -> plan(CALLED, USING));
    assertEquals(DeployException.Kind.NOT_OWNED, refusal.kind());
    assertTrue(
        refusal.getMessage().contains("bucket acme-thumbs: is not known to be of project shop"),
        refusal.getMessage());
    thumbs(FakeGoogle.NUMBER);
    plan(CALLED, USING);
    google.refuse("/v3/projects/shop-project", 403, "PERMISSION_DENIED", "no number");
    refusal = assertThrows(DeployException.class, () -> plan(CALLED, USING));
    assertTrue(refusal.hint().contains("roles/browser"), refusal.hint());
  }

  @Test
  @DisplayName("A bucket's policy that somebody else changed meanwhile is read again")
  void policyOfABucketChangedMeanwhile() throws Exception {
    thumbs(FakeGoogle.NUMBER);
    List<Step> steps = plan(CALLED, USING);
    google.refuse("PUT storage.googleapis.com", 412, "", "Precondition Failed");
    Exception refusal = assertThrows(Exception.class, () -> Steps.run(steps));
    assertEquals(Failure.Retry.CONFLICT, GcpErrors.classify(refusal).retry());
    Steps.run(steps);
    assertEquals(List.of(MEMBER), members(THUMBS + "/iam", "roles/storage.objectViewer"));
  }

  /** The function serves, with one revision that has these variables. */
  private void servesUsing(String revision, Wanted wanted) {
    String name = Wants.PLACE.service("shop-dev-receipt");
    Container.Builder container = Container.newBuilder();
    wanted
        .shape()
        .environment()
        .forEach(
            (key, value) -> container.addEnv(EnvVar.newBuilder().setName(key).setValue(value)));
    seen =
        Optional.of(
            new Seen(
                Service.newBuilder().setName(name).setUri("https://receipt.run.app").build(),
                List.of(
                    Revision.newBuilder()
                        .setName(name + "/revisions/" + revision)
                        .setService(name)
                        .setServiceAccount(EMAIL)
                        .addContainers(container)
                        .build())));
  }

  @Test
  @DisplayName("Of a function that is removed nothing is left; its account goes after its service")
  void removed() throws Exception {
    FunctionSpec spec =
        Wants.spec(Wants.NIGHTLY, Wants.ORDERS).withEnvironment(Map.of("KEY", "secret://key"));
    deploy(Map.of("roles", "roles/datastore.user"), spec);
    serves(Map.of("live", "key"));
    List<Step> steps = remove();
    Step account = steps.get(steps.size() - 1);
    assertEquals("delete account " + EMAIL, account.summary());
    assertTrue(account.after().contains("receipt/service"));
    Step service =
        steps.stream()
            .filter(step -> step.id().equals("receipt/service"))
            .findFirst()
            .orElseThrow();
    assertEquals(4, service.after().size(), () -> new TreeSet<>(service.after()).toString());
    assertFalse(google.things.containsKey(ACCOUNT));
    assertFalse(google.things.containsKey(JOB));
    assertEquals(List.of(), triggers());
    assertEquals(List.of(), members(POLICY, "roles/datastore.user"));
    assertEquals(List.of(), members(SECRET + "key", "roles/secretmanager.secretAccessor"));
    seen = Optional.empty();
    assertEquals(List.of(), remove());
  }

  @Test
  @DisplayName("An account that a killed run left without a service is deleted all the same")
  void orphan() throws Exception {
    deploy(Map.of(), Wants.spec());
    assertEquals(List.of("delete account " + EMAIL), summaries(remove()));
    assertFalse(google.things.containsKey(ACCOUNT));
  }

  @Test
  @DisplayName("A stranger who took the name meanwhile is refused by the step, and left alone")
  void strangerMeanwhile() throws Exception {
    List<Step> steps = plan(Map.of(), Wants.spec(Wants.NIGHTLY));
    google.put(ACCOUNT, "{\"email\":\"" + EMAIL + "\",\"description\":\"theirs\"}");
    DeployException refusal = assertThrows(DeployException.class, () -> Steps.run(steps));
    assertEquals(DeployException.Kind.NOT_OWNED, refusal.kind());
    assertEquals("theirs", google.things.get(ACCOUNT).get("description").getAsString());
  }

  @Test
  @DisplayName("While Eventarc's agent has no permissions, people are told how long it may take")
  void agent() throws Exception {
    List<Step> steps = plan(Map.of(), Wants.spec(Wants.ORDERS));
    Step trigger = steps.get(steps.size() - 1);
    google.refuse(
        "POST " + "eventarc.googleapis.com",
        400,
        "FAILED_PRECONDITION",
        "Invalid resource state for \"\": Permission denied while using the Eventarc Service Agent."
            + " If you recently started to use Eventarc, it may take a few minutes before all"
            + " necessary permissions are propagated to the Service Agent.");
    Steps.Told run = new Steps.Told();
    Exception refusal = assertThrows(Exception.class, () -> trigger.action().run(run));
    assertEquals(Failure.Retry.SLOW_PROPAGATION, GcpErrors.classify(refusal).retry());
    assertTrue(run.lines.toString().contains("up to 7:00 minutes more"), run.lines.toString());
    trigger.action().run(run);
    assertEquals(1, triggers().size());
  }

  @Test
  @DisplayName("A paused job stays paused, and is a note; so is a trigger that does not work")
  void notes() throws Exception {
    deploy(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    serves(Map.of());
    google.things.get(JOB).addProperty("state", "PAUSED");
    google
        .things
        .get(triggers().get(0))
        .add("conditions", JsonParser.parseString("{\"topic\":{\"code\":5,\"message\":\"gone\"}}"));
    assertEquals(List.of(), plan(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS)));
    assertTrue(notes.toString().contains("gcloud scheduler jobs resume shop-dev-receipt"));
    assertTrue(notes.toString().contains("does not work: gone"), notes.toString());
  }

  @Test
  @DisplayName("What Eventarc cannot reach is unknown, and no plan is made of it")
  void unreachable() {
    String all = TRIGGERS.replace("europe-west1/triggers/", "-/triggers");
    google.put(all, "{\"unreachable\":[\"projects/p/locations/europe-west1\"]}");
    Exception refusal = assertThrows(Exception.class, () -> plan(Map.of(), Wants.spec()));
    assertTrue(
        refusal.getMessage().contains("without those of europe-west1"), refusal.getMessage());
    google.put(all, "{\"unreachable\":[\"asia-east1\"]}");
    assertDoesNotThrow(() -> plan(Map.of(), Wants.spec()));
    assertTrue(notes.toString().contains("without those of asia-east1"), notes.toString());
  }
}
