package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.GcpSettings;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planned around a service: the account it runs as, and what brings it its events. */
final class PlanTest {
  private static final String TOPIC = "pubsub.googleapis.com/v1/projects/shop-project/topics/";

  @TempDir Path directory;
  private final FakeGoogle google = new FakeGoogle();

  @BeforeEach
  void project() {
    google.put(
        "cloudresourcemanager.googleapis.com/v3/projects/shop-project", "{\"state\":\"ACTIVE\"}");
    google.put(TOPIC + "orders", "{}");
  }

  /** A plan, and what people are told beside it. */
  private record Planned(List<Step> steps, List<String> notes) {}

  private Planned plan(Map<String, String> given, FunctionSpec... specs) throws Exception {
    Settings settings = Sessions.settings(google, directory).with(given);
    GcpSettings read = GcpSettings.from(settings);
    try (Session session = Sessions.open(google, settings)) {
      List<Wanted> wanted =
          List.of(specs).stream()
              .map(
                  spec ->
                      Wanted.of(Wants.SHOP, spec, "a".repeat(64), Wants.PLACE, settings, Map.of()))
              .toList();
      Application application =
          Application.of(Wants.SHOP, List.of(specs), new Bundle(directory, List.of()));
      Artifact artifact = new Artifact(directory, "a".repeat(64), 1, 1);
      DeployPlan plan =
          new DeployPlan(
              session,
              read,
              new Intent(application, artifact, wanted),
              Survey.of(session.run(), Wants.SHOP),
              new PlainStaging());
      List<Step> steps = plan.steps();
      return new Planned(steps, plan.notes());
    }
  }

  private DeployException refused(Map<String, String> given, FunctionSpec... specs) {
    DeployException refusal = assertThrows(DeployException.class, () -> plan(given, specs));
    assertEquals(List.of(), google.mutations());
    return refusal;
  }

  private static void golden(String name, List<Step> steps) throws IOException {
    try (InputStream expected = PlanTest.class.getResourceAsStream(name)) {
      assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8), Steps.text(steps));
    }
  }

  @Test
  @DisplayName("A function with a schedule and a topic, for the first time")
  void scheduleAndTopic() throws Exception {
    golden(
        "plan-schedule-and-topic.txt",
        plan(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS)).steps());
  }

  @Test
  @DisplayName("With roles, secrets, a topic to be made and APIs to be enabled")
  void everything() throws Exception {
    google.things.remove(TOPIC + "orders");
    google.disabled.add("cloudscheduler.googleapis.com");
    google.put("secretmanager.googleapis.com/v1/projects/shop-project/secrets/key", "{}");
    FunctionSpec spec =
        Wants.spec(Wants.NIGHTLY, Wants.ORDERS)
            .withEnvironment(new TreeMap<>(Map.of("KEY", "secret://key#2")));
    golden(
        "plan-everything.txt",
        plan(
                Map.of(
                    "roles", "roles/datastore.user, roles/pubsub.publisher",
                    "createTopics", "true",
                    "enableApis", "true"),
                spec)
            .steps());
  }

  @Test
  @DisplayName("Who cannot be identified cannot ask a private revision: refused before all else")
  void unidentified() throws Exception {
    Path person =
        Files.writeString(
            directory.resolve("person.json"),
            "{\"type\":\"authorized_user\",\"client_id\":\"1\",\"client_secret\":\"s\","
                + "\"refresh_token\":\"r\"}");
    Map<String, String> given = Map.of("credentials", person.toString());
    DeployException refusal = refused(given, Wants.spec());
    assertEquals(DeployException.Kind.UNAUTHENTICATED, refusal.kind());
    assertTrue(refusal.hint().contains("--impersonate-service-account"), refusal.hint());
    assertTrue(refusal.hint().contains("portolan.gcp.probe=none"), refusal.hint());
    assertFalse(
        plan(Map.of("credentials", person.toString(), "probe", "none"), Wants.spec())
            .steps()
            .isEmpty());
  }

  @Test
  @DisplayName("A topic that is missing is refused with the command that makes it")
  void missingTopic() {
    google.things.clear();
    project();
    google.things.remove(TOPIC + "orders");
    DeployException refusal = refused(Map.of(), Wants.spec(Wants.ORDERS));
    assertEquals(DeployException.Kind.NOT_FOUND, refusal.kind());
    assertEquals("topic orders: is not in project shop-project", refusal.getMessage());
    assertTrue(refusal.hint().contains("gcloud pubsub topics create orders"), refusal.hint());
    assertTrue(refusal.hint().contains("portolan.gcp.createTopics=true"), refusal.hint());
  }

  @Test
  @DisplayName(
      "Where Cloud Storage may not publish, nothing is made; the command that lets it is told")
  void storageAgent() throws Exception {
    String agent = "service-1@gs-project-accounts.iam.gserviceaccount.com";
    google.put("storage.googleapis.com/storage/v1/b/photos", "{\"location\":\"EUROPE-WEST1\"}");
    google.put(
        "storage.googleapis.com/storage/v1/projects/shop-project/serviceAccount",
        "{\"email_address\":\"" + agent + "\"}");
    FunctionSpec spec = Wants.spec(new Trigger.ObjectCreated("photos"));
    DeployException refusal = refused(Map.of(), spec);
    assertEquals(DeployException.Kind.PERMISSION_DENIED, refusal.kind());
    assertTrue(
        refusal
            .hint()
            .contains(
                "gcloud projects add-iam-policy-binding shop-project --member serviceAccount:"
                    + agent
                    + " --role roles/pubsub.publisher"),
        refusal.hint());
    JsonObject policy =
        google.policy("cloudresourcemanager.googleapis.com/v3/projects/shop-project");
    policy.add(
        "bindings",
        JsonParser.parseString(
            "[{\"role\":\"roles/pubsub.publisher\",\"members\":[\"serviceAccount:"
                + agent
                + "\"]}]"));
    assertTrue(
        plan(Map.of(), spec).steps().stream()
            .anyMatch(step -> step.resource().contains("what is stored in bucket photos")));
  }

  @Test
  @DisplayName("A bucket that we may not look at is refused: it may be anybody's")
  void foreignBucket() {
    google.refuse(
        "/storage/v1/b/photos", 403, "PERMISSION_DENIED", "no storage.buckets.get access");
    DeployException refusal = refused(Map.of(), Wants.spec(new Trigger.ObjectCreated("photos")));
    assertEquals(DeployException.Kind.PERMISSION_DENIED, refusal.kind());
    assertTrue(refusal.getMessage().startsWith("bucket photos: "), refusal.getMessage());
  }

  @Test
  @DisplayName("A database in Datastore mode has no documents")
  void datastoreMode() {
    google.put(
        "firestore.googleapis.com/v1/projects/shop-project/databases/(default)",
        "{\"locationId\":\"europe-west1\",\"type\":\"DATASTORE_MODE\"}");
    DeployException refusal = refused(Map.of(), Wants.spec(new Trigger.RecordChanged("parcels")));
    assertEquals(DeployException.Kind.UNSUPPORTED, refusal.kind());
  }

  @Test
  @DisplayName("All that is missing is told at once: an account, a topic, a secret")
  void allAtOnce() {
    google.things.remove(TOPIC + "orders");
    FunctionSpec spec =
        Wants.spec(Wants.ORDERS).withEnvironment(new TreeMap<>(Map.of("K", "secret://gone")));
    DeployException refusal = refused(Map.of(), spec);
    assertTrue(refusal.getMessage().startsWith("2 problems"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("secret gone"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("topic orders"), refusal.getMessage());
  }

  @Test
  @DisplayName("A stranger's account, trigger and job of our names are refused, with commands")
  void strangers() throws Exception {
    Planned first = plan(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    String id =
        first.steps().stream()
            .map(Step::id)
            .filter(step -> step.startsWith("receipt/trigger-"))
            .findFirst()
            .orElseThrow()
            .substring("receipt/trigger-".length());
    String place = "/v1/projects/shop-project/locations/europe-west1/";
    google.put(
        "eventarc.googleapis.com" + place + "triggers/" + id,
        "{\"name\":\"projects/shop-project/locations/europe-west1/triggers/" + id + "\"}");
    google.put(
        "cloudscheduler.googleapis.com" + place + "jobs/shop-dev-receipt",
        "{\"name\":\"projects/shop-project/locations/europe-west1/jobs/shop-dev-receipt\"}");
    String email = "shop-dev-receipt-6fcd19ba@shop-project.iam.gserviceaccount.com";
    google.put(
        "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + email,
        "{\"email\":\"" + email + "\",\"description\":\"by hand\"}");
    DeployException refusal = refused(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    assertEquals(DeployException.Kind.NOT_OWNED, refusal.kind());
    String told = refusal.getMessage();
    assertTrue(told.contains("service account " + email + " does not say that we made it"), told);
    assertTrue(told.contains("trigger " + id + " has no label"), told);
    assertTrue(told.contains("job shop-dev-receipt does not say"), told);
    assertTrue(told.contains("gcloud iam service-accounts update " + email), told);
    assertTrue(told.contains("gcloud eventarc triggers update " + id), told);
    assertTrue(told.contains(",portolan-function=receipt"), told);
    assertTrue(told.contains("gcloud scheduler jobs update http shop-dev-receipt"), told);
  }

  @Test
  @DisplayName("A stranger's account that bears our mark is ours from then on")
  void adopted() throws Exception {
    String email = "shop-dev-receipt-6fcd19ba@shop-project.iam.gserviceaccount.com";
    google.put(
        "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + email,
        "{\"email\":\""
            + email
            + "\",\"displayName\":\"x\",\"description\":"
            + "\"Deployed by Portolan for com.acme:shop:dev, function receipt in europe-west1\"}");
    List<Step> steps = plan(Map.of(), Wants.spec()).steps();
    assertEquals("update account " + email, steps.get(0).summary());
    assertEquals("drift: its name is x", steps.get(0).why());
  }

  @Test
  @DisplayName("An account that is named is used as it is: no step, no grant but the invoker's")
  void namedAccount() throws Exception {
    String email = "runner@shop-project.iam.gserviceaccount.com";
    google.put(
        "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + email,
        "{\"email\":\"" + email + "\"}");
    List<Step> steps = plan(Map.of("serviceAccount", email), Wants.spec(Wants.NIGHTLY)).steps();
    assertTrue(steps.stream().noneMatch(step -> step.resource().startsWith("account ")));
    assertTrue(steps.stream().anyMatch(step -> step.why().contains(email)), Steps.text(steps));
  }

  @Test
  @DisplayName("An account that is named and not there, or disabled, is refused")
  void namedAccountMissing() {
    String email = "runner@shop-project.iam.gserviceaccount.com";
    DeployException none = refused(Map.of("serviceAccount", email), Wants.spec());
    assertTrue(none.getMessage().contains(email + ": there is none"), none.getMessage());
    google.put(
        "iam.googleapis.com/v1/projects/shop-project/serviceAccounts/" + email,
        "{\"email\":\"" + email + "\",\"disabled\":true}");
    DeployException off = refused(Map.of("serviceAccount", email), Wants.spec());
    assertTrue(off.hint().contains("gcloud iam service-accounts enable"), off.hint());
  }

  @Test
  @DisplayName("An account of another project that we may not look at is taken at its word")
  void foreignAccount() throws Exception {
    String email = "runner@other-project.iam.gserviceaccount.com";
    google.refuse("GET iam.googleapis.com/v1/projects/other-project", 403, "PERMISSION_DENIED", "");
    Planned plan = plan(Map.of("serviceAccount", email), Wants.spec());
    assertFalse(plan.steps().isEmpty());
    assertTrue(plan.notes().toString().contains("service account " + email), "no note");
  }

  @Test
  @DisplayName("Cloud Scheduler cannot call as another project's account: refused")
  void foreignScheduler() {
    String email = "runner@other-project.iam.gserviceaccount.com";
    google.put(
        "iam.googleapis.com/v1/projects/other-project/serviceAccounts/" + email,
        "{\"email\":\"" + email + "\"}");
    DeployException refusal = refused(Map.of("serviceAccount", email), Wants.spec(Wants.NIGHTLY));
    assertTrue(refusal.getMessage().contains("Cloud Scheduler calls as"), refusal.getMessage());
  }

  @Test
  @DisplayName("A region that Eventarc or Cloud Scheduler does not have is refused by name")
  void otherRegion() {
    google.refuse(
        "/triggers",
        403,
        "PERMISSION_DENIED",
        "Permission denied on 'locations/europe-west1' (or it may not exist).");
    google.refuse(
        "/jobs", 400, "INVALID_ARGUMENT", "Location 'europe-west1' is not a valid location.");
    DeployException refusal = refused(Map.of(), Wants.spec(Wants.NIGHTLY, Wants.ORDERS));
    assertTrue(refusal.getMessage().contains("Eventarc is not in europe-west1"));
    assertTrue(refusal.getMessage().contains("Cloud Scheduler is not in europe-west1"));
    assertTrue(refusal.getMessage().contains("gcloud eventarc locations list"));
  }

  @Test
  @DisplayName("APIs that are not enabled are told all at once, with the command and the page")
  void disabledApis() {
    google.disabled.add("eventarc.googleapis.com");
    google.disabled.add("run.googleapis.com");
    DeployException refusal = refused(Map.of(), Wants.spec(Wants.ORDERS));
    assertEquals(DeployException.Kind.UNSUPPORTED, refusal.kind());
    assertEquals(
        "project shop-project: does not use the APIs eventarc.googleapis.com, run.googleapis.com",
        refusal.getMessage());
    assertTrue(
        refusal
            .hint()
            .contains(
                "gcloud services enable eventarc.googleapis.com run.googleapis.com"
                    + " --project shop-project"));
    assertTrue(refusal.hint().contains("portolan.gcp.enableApis=true"));
    assertTrue(refusal.hint().contains("https://console.cloud.google.com/apis/enableflow?apiid="));
  }

  @Test
  @DisplayName("Permissions that we lack are told all at once, before anything is changed")
  void denied() {
    google.denied.add("iam.serviceAccounts.create");
    google.denied.add("cloudscheduler.jobs.create");
    DeployException refusal = refused(Map.of(), Wants.spec(Wants.NIGHTLY));
    assertEquals(DeployException.Kind.PERMISSION_DENIED, refusal.kind());
    assertTrue(
        refusal
            .getMessage()
            .contains("you may not cloudscheduler.jobs.create, nor iam.serviceAccounts.create"),
        refusal.getMessage());
  }

  @Test
  @DisplayName("A permission that the thing's own policy may give is a note")
  void perhapsDenied() throws Exception {
    google.denied.add("run.services.setIamPolicy");
    Planned plan = plan(Map.of(), Wants.spec(Wants.NIGHTLY));
    assertTrue(plan.notes().toString().contains("run.services.setIamPolicy"));
  }

  @Test
  @DisplayName("A project that is not there, or is being deleted, is refused")
  void project404() {
    google.things.remove("cloudresourcemanager.googleapis.com/v3/projects/shop-project");
    assertTrue(refused(Map.of(), Wants.spec()).getMessage().contains("there is none"));
    google.put(
        "cloudresourcemanager.googleapis.com/v3/projects/shop-project",
        "{\"state\":\"DELETE_REQUESTED\"}");
    assertTrue(refused(Map.of(), Wants.spec()).hint().contains("gcloud projects undelete"));
  }

  @Test
  @DisplayName("What may not be looked at is a note, and stops nothing")
  void unseen() throws Exception {
    google.refuse(":testIamPermissions", 403, "PERMISSION_DENIED", "no");
    google.refuse("services:batchGet", 403, "PERMISSION_DENIED", "no");
    google.refuse("GET cloudscheduler", 403, "PERMISSION_DENIED", "no");
    Planned plan = plan(Map.of(), Wants.spec());
    assertFalse(plan.steps().isEmpty());
    assertTrue(plan.notes().toString().contains("which APIs are enabled"));
    assertTrue(plan.notes().toString().contains("what you may do"));
    assertTrue(plan.notes().toString().contains("you may not list Cloud Scheduler's jobs"));
  }
}
