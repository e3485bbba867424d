package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Objects: their container found or made, and for each function an event subscription of its own
 * that tells it of them.
 */
class ObjectTest {
  private static final String ACCOUNT =
      "/subscriptions/"
          + AzureCloud.SUBSCRIPTION
          + "/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/sandboxobjects";

  private static final String VERSION = "2022-06-15";
  private static final String MADE = "EventSubscriptions_CreateOrUpdate";
  private static final String GONE = "EventSubscriptions_Delete";

  private static final Trigger PHOTO = new Trigger.ObjectCreated("acme-photos");
  private static final Trigger NO_PHOTO = new Trigger.ObjectDeleted("acme-photos");
  private static final Trigger SCAN = new Trigger.ObjectCreated("acme-scans");
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");

  @TempDir private Path work;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** Each as function, container and types of events. */
  private List<String> told() {
    return scene.all("eventSubscriptions").map(ObjectTest::shown).sorted().toList();
  }

  private static String shown(JsonNode subscription) {
    JsonNode properties = subscription.path("properties");
    String function =
        properties
            .at("/destination/properties/resourceId")
            .asText()
            .replaceFirst(".*/functions/", "");
    String container =
        properties.at("/filter/subjectBeginsWith").asText().replaceFirst(".*containers/", "");
    Stream<JsonNode> types =
        StreamSupport.stream(properties.at("/filter/includedEventTypes").spliterator(), false);
    return function
        + " "
        + container
        + " "
        + String.join(
            ",", types.map(each -> each.asText().replaceFirst(".*Blob", "")).sorted().toList());
  }

  private List<String> memory() {
    return scene.tags("portolan-objects-");
  }

  private String subscription() {
    return scene.all("eventSubscriptions").findFirst().orElseThrow().path("id").asText();
  }

  private static String greeter(String what) {
    return "run_greeter_objects " + what;
  }

  @Test
  @DisplayName("A function is told by a subscription of its own, which goes with the annotation")
  void subscribed() {
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
    assertEquals(List.of("data/sandboxobjects/acme-photos"), memory());
    assertEquals(
        ACCOUNT + "/blobServices/default/containers/acme-photos",
        scene.site().path("PORTOLAN_OBJECTS_CREATED_ID").asText());
    JsonNode properties =
        scene.all("eventSubscriptions").findFirst().orElseThrow().get("properties");
    assertEquals("CloudEventSchemaV1_0", properties.path("eventDeliverySchema").asText());
    assertEquals("AzureFunction", properties.at("/destination/endpointType").asText());
    assertEquals(1, scene.all("systemTopics").count());
    scene.cloud().forgetCalls();
    Runs.verified(scene.deploy(PHOTO));
    assertFalse(scene.mutated());
    assertTrue(scene.cloud().calls().size() <= 17, scene.cloud().calls()::toString);
    Runs.verified(scene.deploy(SCAN));
    assertEquals(List.of(greeter("acme-scans/ Created")), told());
    assertEquals(List.of("data/sandboxobjects/acme-scans"), memory());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), told());
    assertEquals(List.of(), memory());
    assertFalse(scene.site().toString().contains("PORTOLAN_OBJECTS"), scene.site()::toString);
    assertEquals(0, scene.all("systemTopics").count());
    Runs.verified(scene.deploy(PHOTO));
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("One subscription tells of both kinds; where they name two containers there are two")
  void both() {
    Runs.verified(scene.deploy(PHOTO, NO_PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Created,Deleted")), told());
    Runs.verified(scene.deploy(NO_PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Deleted")), told());
    Runs.verified(scene.deploy(SCAN, NO_PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Deleted"), greeter("acme-scans/ Created")), told());
    assertEquals(
        List.of("data/sandboxobjects/acme-photos", "data/sandboxobjects/acme-scans"), memory());
    assertTrue(scene.plan(SCAN, NO_PHOTO).isEmpty());
  }

  @Test
  @DisplayName(
      "It is made only when the site runs what it calls, and after what serves is recorded")
  void inOrder() {
    Plan plan = scene.plan(PHOTO);
    List<String> steps = plan.steps().stream().map(each -> each.id()).toList();
    assertTrue(index(plan, "objects:acme-photos") > index(plan, "record"), steps::toString);
    assertTrue(
        after(plan, "objects:acme-photos")
            .containsAll(List.of("greeter/publish", "greeter/record")),
        plan.steps()::toString);
  }

  @Test
  @DisplayName("An identity that is there remembers a container before anything tells of it")
  void rememberedFirst() {
    Runs.verified(scene.deploy(PHOTO));
    Plan plan = scene.plan(SCAN);
    assertTrue(
        index(plan, "memory-of-objects") < index(plan, "objects:acme-scans"),
        plan.steps()::toString);
    assertTrue(
        after(plan, "objects:acme-scans").contains("greeter/memory-of-objects"),
        plan.steps()::toString);
  }

  /** Where in a plan the step of the greeter is whose id begins so. */
  private static int index(Plan plan, String step) {
    return plan.steps().indexOf(step(plan, step));
  }

  private static Set<String> after(Plan plan, String step) {
    return step(plan, step).after();
  }

  private static Step step(Plan plan, String begins) {
    return plan.steps().stream()
        .filter(each -> each.id().startsWith("greeter/" + begins))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("Two functions are told of one container; what others have there is theirs")
  void shared() throws Exception {
    scene.cloud().azure().keepSystemTopic("theirs");
    scene.send(
        "PUT",
        ACCOUNT + "/providers/Microsoft.EventGrid/eventSubscriptions/theirs",
        VERSION,
        "{\"properties\":{\"destination\":{\"endpointType\":\"WebHook\",\"properties\":"
            + "{\"endpointUrl\":\"https://example.com\"}},\"filter\":{}}}");
    String theirs = " " + " ";
    Runs.verified(scene.deploy(scene.function("greeter", PHOTO), scene.function("waver", PHOTO)));
    assertEquals(
        List.of(theirs, greeter("acme-photos/ Created"), "run_waver_objects acme-photos/ Created"),
        told());
    assertEquals(1, scene.all("systemTopics").count(), "the one that somebody has made");
    Runs.verified(scene.deploy(scene.function("greeter", NIGHTLY), scene.function("waver", PHOTO)));
    assertEquals(List.of(theirs, "run_waver_objects acme-photos/ Created"), told());
    Runs.verified(scene.runs().destroy());
    assertEquals(List.of(theirs), told());
    assertEquals(1, scene.all("systemTopics").count());
    assertTrue(scene.cloud().state().contains("containers/acme-photos"));
  }

  @Test
  @DisplayName(
      "A container is made where a setting says so, once, private, and stays with all in it")
  void made() {
    scene.settings(Map.of("names.acme-photos", "photos-prod"));
    Runs.verified(scene.deploy(scene.function("greeter", PHOTO), scene.function("waver", PHOTO)));
    assertEquals(1, operations("BlobContainers_Create:photos-prod"));
    assertTrue(
        scene
            .runs()
            .plan(scene.with(scene.function("greeter", PHOTO), scene.function("waver", PHOTO)))
            .isEmpty());
    Runs.verified(scene.runs().destroy());
    JsonNode container =
        scene
            .all("containers")
            .filter(each -> each.path("name").asText().equals("photos-prod"))
            .findFirst()
            .orElseThrow();
    assertEquals("None", container.at("/properties/publicAccess").asText());
  }

  private long operations(String what) {
    String[] parts = what.split(":");
    return scene.cloud().azure().calls().calls().stream()
        .filter(
            call ->
                call.operation().equals(parts[0])
                    && (parts.length < 2 || call.target().endsWith(parts[1])))
        .count();
  }

  @Test
  @DisplayName("One that is missing is refused while planning, with where it was looked for")
  void missing() {
    scene.settings(Map.of("createContainers", "false", "names.acme-photos", "photos-prod"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(PHOTO));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "container photos-prod of storage account sandboxobjects: there is none of that"
                    + " name in the account"),
        error.getMessage());
    assertTrue(error.hint().contains("az storage container create"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.names.acme-photos"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.createContainers=true"), error.hint());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("An account that the subscription does not have is refused")
  void nowhere() {
    scene.settings(Map.of("names.acme-photos", "acmestore/photos"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(PHOTO));
    assertTrue(
        error.getMessage().contains("has no such storage account that you may see"),
        error.getMessage());
    assertTrue(error.hint().contains("portolan.azure.objects"), error.hint());
  }

  @ParameterizedTest(name = "An account of the kind {0}, hierarchical {1}, is refused: {2}")
  @CsvSource({
    "Storage, false, 'of the kind Storage, of whose objects Event Grid tells nothing'",
    "FileStorage, false, 'of the kind FileStorage'",
    "StorageV2, true, 'has a hierarchical namespace'",
  })
  void untold(String kind, boolean hierarchical, String told) {
    scene.settings(Map.of("names.acme-photos", "otherstore/photos"));
    scene.cloud().azure().keepAccount("otherstore", kind, hierarchical);
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(PHOTO));
    assertTrue(error.getMessage().contains(told), error.getMessage());
    assertTrue(error.hint().contains("portolan.azure.names.acme-photos"), error.hint());
  }

  @Test
  @DisplayName("Each name may be in an account of its own, and move to another")
  void moved() {
    Runs.verified(scene.deploy(PHOTO));
    String before = subscription();
    scene.cloud().azure().keepAccount("otherstore", "BlobStorage", false);
    Settings settings =
        scene.cloud().settings().with(Map.of("names.acme-photos", "otherstore/photos"));
    Runs.verified(
        scene
            .runs()
            .with(settings, p -> p.deploy(scene.with(scene.function("greeter", PHOTO)), work)));
    assertEquals(List.of(greeter("photos/ Created")), told());
    assertFalse(subscription().equals(before));
    assertEquals(List.of("data/otherstore/photos"), memory());
  }

  @ParameterizedTest(name = "A run that dies {0} {1} heals")
  @CsvSource({
    "BEFORE_SEND, EventSubscriptions_CreateOrUpdate",
    "AFTER_COMMIT, EventSubscriptions_CreateOrUpdate",
    "BEFORE_SEND, EventSubscriptions_Delete",
    "AFTER_COMMIT, EventSubscriptions_Delete",
  })
  void killed(Phase phase, String operation) {
    Runs.verified(scene.deploy(PHOTO));
    scene.kill(phase, operation);
    assertThrows(CallerKilledError.class, () -> scene.deploy(SCAN));
    scene.cloud().azure().faults().revive();
    assertEquals(
        List.of("data/sandboxobjects/acme-photos", "data/sandboxobjects/acme-scans"),
        memory(),
        "the new one since before it was made, the old one until it is gone");
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), told());
    assertEquals(List.of(), memory());
    assertTrue(scene.plan(NIGHTLY).isEmpty());
  }

  @ParameterizedTest(name = "A removal that dies {0} its deletion heals")
  @ValueSource(strings = {"BEFORE_SEND", "AFTER_COMMIT"})
  void removed(Phase phase) {
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(PHOTO));
    scene.kill(phase, GONE);
    assertThrows(CallerKilledError.class, () -> scene.runs().destroy());
    scene.cloud().azure().faults().revive();
    assertEquals(1, scene.all("sites").count(), "the site goes after what calls it");
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("Where nobody remembers it but the site, the site tells, and goes after it has gone")
  void siteAlone() {
    Runs.verified(scene.deploy(PHOTO));
    new Stranger(scene.cloud()).deleteIdentity(SampleProject.OWNER, "greeter");
    Runs.verified(scene.deploy(SCAN));
    assertEquals(List.of(greeter("acme-scans/ Created")), told());
    new Stranger(scene.cloud()).deleteIdentity(SampleProject.OWNER, "greeter");
    Plan removal = scene.runs().with(p -> p.planRemoval(SampleProject.OWNER));
    assertTrue(
        after(removal, "site").contains("greeter/event-subscriptions"), removal.steps()::toString);
    Runs.verified(scene.runs().destroy());
    assertEquals(List.of(), told());
  }

  @Test
  @DisplayName("A rollback tells of what the earlier release was told of, and of that alone")
  void rolledBack() {
    Runs.verified(scene.deploy(PHOTO));
    Runs.verified(scene.deploy(SCAN, NO_PHOTO));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
    assertEquals(List.of("data/sandboxobjects/acme-photos"), memory());
    Runs.verified(scene.deploy(NIGHTLY));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
  }

  @Test
  @DisplayName("A rollback to a container that is gone is refused before any change")
  void rolledBackToNothing() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    Runs.verified(scene.deploy(SCAN));
    scene.send(
        "DELETE", ACCOUNT + "/blobServices/default/containers/acme-photos", "2025-06-01", "");
    scene.cloud().forgetCalls();
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.runs().rollback());
    assertTrue(error.getMessage().contains("container acme-photos"), error.getMessage());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("A release that does not answer is taken back, and tells of nothing new")
  void takenBack() {
    scene.running(
        world ->
            InstantPlane.running()
                .answering(
                    (plan, request) ->
                        plan.environment()
                                .getOrDefault("PORTOLAN_OBJECTS_CREATED_ID", "")
                                .endsWith("acme-scans")
                            ? WireResponse.of(500, "text/plain", "no")
                            : Fronts.answer(plan, request)));
    Runs.verified(scene.deploy(PHOTO));
    assertEquals(ExitCode.FAILED_PART_WAY, scene.deploy(SCAN).exitCode());
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
    Runs.verified(scene.deploy(PHOTO));
    assertEquals(List.of("data/sandboxobjects/acme-photos"), memory());
  }

  @ParameterizedTest(name = "What somebody has changed by hand is mended: {0}")
  @ValueSource(
      strings = {
        "{\"filter\":{\"subjectBeginsWith\":\"/blobServices/default/containers/acme-scans/\"}}",
        "{\"filter\":{\"subjectBeginsWith\":\"/blobServices/default/containers/acme-photos/\","
            + "\"includedEventTypes\":[\"Microsoft.Storage.BlobCreated\"],"
            + "\"subjectEndsWith\":\".jpg\"}}",
        "{\"destination\":{\"endpointType\":\"WebHook\",\"properties\":{}}}"
      })
  void drifted(String change) throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    scene.send("PATCH", subscription(), VERSION, change);
    assertEquals(1, scene.plan(PHOTO).steps().size());
    Runs.verified(scene.deploy(PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
    assertTrue(scene.plan(PHOTO).isEmpty());
  }

  @Test
  @DisplayName(
      "How often Event Grid tries, and where it puts what it gives up, stays as it was set")
  void kept() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    scene.send(
        "PATCH",
        subscription(),
        VERSION,
        "{\"retryPolicy\":{\"maxDeliveryAttempts\":3,\"eventTimeToLiveInMinutes\":60}}");
    assertTrue(scene.plan(PHOTO).isEmpty());
    Runs.verified(scene.deploy(PHOTO, NO_PHOTO));
    JsonNode properties =
        scene.all("eventSubscriptions").findFirst().orElseThrow().get("properties");
    assertEquals(3, properties.at("/retryPolicy/maxDeliveryAttempts").asInt());
    assertEquals(List.of(greeter("acme-photos/ Created,Deleted")), told());
  }

  @Test
  @DisplayName("Whoever may not subscribe, end that or make a container is told before any change")
  void forbidden() {
    Runs.verified(scene.deploy(NIGHTLY));
    scene.cloud().azure().whims().forbid("Microsoft.EventGrid/eventSubscriptions/write");
    refused(scene.deploy(PHOTO), "you may not Microsoft.EventGrid/eventSubscriptions/write");
    scene.cloud().azure().whims().allow();
    scene
        .cloud()
        .azure()
        .whims()
        .forbid("Microsoft.Storage/storageAccounts/blobServices/containers/write");
    refused(scene.deploy(new Trigger.ObjectCreated("more")), "by which the container is made");
    scene.cloud().azure().whims().allow();
    Runs.verified(scene.deploy(PHOTO));
    scene.cloud().azure().whims().forbid("Microsoft.EventGrid/eventSubscriptions/delete");
    refused(scene.deploy(NIGHTLY), "that no function asks for");
    refused(scene.runs().destroy(), "that no function asks for");
  }

  private void refused(Outcome outcome, String told) {
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, outcome);
    assertTrue(error.getMessage().contains(told), error.getMessage());
  }

  @Test
  @DisplayName("A subscription that is not registered for Event Grid is told how to be")
  void unregistered() {
    Runs.verified(scene.deploy(NIGHTLY));
    scene.cloud().azure().unregister("Microsoft.EventGrid");
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(PHOTO));
    assertTrue(error.getMessage().contains("is not registered for Microsoft.EventGrid"));
    assertTrue(error.hint().contains("az provider register --namespace Microsoft.EventGrid"));
    Runs.verified(scene.deploy(NIGHTLY));
    Settings settings = scene.cloud().settings().with(Map.of("registerProviders", "true"));
    Runs.verified(
        scene
            .runs()
            .with(settings, p -> p.deploy(scene.with(scene.function("greeter", PHOTO)), work)));
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
  }

  @Test
  @DisplayName("While Event Grid does not see the function it is asked again, from the beginning")
  void unseen() {
    scene.cloud().azure().whims().hideFunctions(2);
    Runs.verified(scene.deploy(PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
    assertEquals(3, operations(MADE + ":"), "two failed");
  }

  @Test
  @DisplayName("Event Grid is waited for, also by who finds it at work")
  void late() {
    scene.cloud().azure().delay(Delays.none().withOperation(Duration.ofSeconds(30)));
    Runs.verified(scene.deploy(PHOTO));
    assertTrue(scene.plan(PHOTO).isEmpty());
    scene.kill(Phase.AFTER_COMMIT, MADE);
    assertThrows(CallerKilledError.class, () -> scene.deploy(SCAN));
    scene.cloud().azure().faults().revive();
    Runs.verified(scene.deploy(SCAN));
    assertEquals(List.of(greeter("acme-scans/ Created")), told());
  }

  @Test
  @DisplayName("A deletion that goes on when its run has died is waited for")
  void deletedLate() {
    Runs.verified(scene.deploy(PHOTO));
    scene.cloud().azure().delay(Delays.none().withOperation(Duration.ofSeconds(30)));
    scene.kill(Phase.AFTER_COMMIT, GONE);
    assertThrows(CallerKilledError.class, () -> scene.deploy(NIGHTLY));
    scene.cloud().azure().faults().revive();
    assertEquals(
        List.of("Deleting"),
        scene
            .all("eventSubscriptions")
            .map(each -> each.at("/properties/provisioningState").asText())
            .toList());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), told());
    assertEquals(List.of(), memory());
    Runs.verified(scene.deploy(PHOTO));
    Runs.verified(scene.runs().destroy());
    assertEquals(List.of(), told());
  }

  @Test
  @DisplayName("One that could not be made at first is made again from the beginning")
  void broken() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    String function =
        scene
            .all("eventSubscriptions")
            .findFirst()
            .orElseThrow()
            .at("/properties/destination/properties/resourceId")
            .asText();
    scene.send(
        "PATCH",
        subscription(),
        VERSION,
        "{\"destination\":{\"endpointType\":\"AzureFunction\",\"properties\":{\"resourceId\":\""
            + function
            + "_gone\"}}}");
    scene.cloud().azure().settle();
    assertTrue(scene.cloud().azure().state().toString().contains("\"Failed\""));
    Runs.verified(scene.deploy(PHOTO));
    assertEquals(List.of(greeter("acme-photos/ Created")), told());
  }

  @Test
  @DisplayName("An id in a site's settings that is no container's is left alone")
  void theirs() {
    Runs.verified(scene.deploy(PHOTO));
    new Stranger(scene.cloud())
        .setting(SampleProject.OWNER, "PORTOLAN_OBJECTS_CREATED_ID", ACCOUNT);
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), told());
    assertTrue(scene.cloud().state().contains("storageAccounts/sandboxobjects"));
  }

  @Test
  @DisplayName("An account that somebody has deleted keeps nothing from being removed")
  void accountGone() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    scene.send("DELETE", ACCOUNT, "2025-06-01", "");
    Runs.verified(scene.runs().destroy());
    assertEquals(0, scene.all("identities").count());
  }

  @Test
  @DisplayName("A lost answer to the deletion ends well")
  void lost() {
    Runs.verified(scene.deploy(PHOTO));
    scene.at(Phase.AFTER_COMMIT, GONE, Fault.drop());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), told());
  }
}
