package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody's storage accounts: several of them, what else is said there, and what is not let. */
class ObjectAccountsTest {
  private static final String VERSION = "2022-06-15";
  private static final String PHOTOS = "/blobServices/default/containers/photos";
  private static final Trigger PHOTO = new Trigger.ObjectCreated("acme-photos");
  private static final Trigger NO_PHOTO = new Trigger.ObjectDeleted("acme-photos");
  private static final Trigger NO_SCAN = new Trigger.ObjectDeleted("acme-scans");
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");

  /** Two containers of one name. */
  private static final Map<String, String> TWO =
      Map.of("names.acme-photos", "otherstore/photos", "names.acme-scans", "sandboxobjects/photos");

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

  private static String account(String group, String name) {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Storage/storageAccounts/%s"
        .formatted(AzureCloud.SUBSCRIPTION, group, name);
  }

  private Outcome deploy(Map<String, String> own, Trigger... triggers) {
    Settings settings = scene.cloud().settings().with(own);
    return scene
        .runs()
        .with(settings, p -> p.deploy(scene.with(scene.function("greeter", triggers)), work));
  }

  private JsonNode subscription() {
    return scene.all("eventSubscriptions").findFirst().orElseThrow();
  }

  private void patch(String change) throws Exception {
    scene.send("PATCH", subscription().path("id").asText(), VERSION, change);
  }

  private void twoAccounts() {
    scene.cloud().azure().keepAccount("otherstore", "BlobStorage", false);
    Runs.verified(deploy(TWO, PHOTO, NO_SCAN));
  }

  @Test
  @DisplayName("Containers of one name in two accounts are two")
  void oneName() {
    twoAccounts();
    assertEquals(2, scene.all("eventSubscriptions").count());
    assertEquals(
        List.of("data/otherstore/photos", "data/sandboxobjects/photos"),
        scene.tags("portolan-objects-"));
  }

  @Test
  @DisplayName("A rollback looks at each, and says what helps it")
  void goneForRollback() throws Exception {
    twoAccounts();
    Runs.verified(scene.deploy(NIGHTLY));
    scene.send("DELETE", account("data", "otherstore") + PHOTOS, "2025-06-01", "");
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.runs().rollback());
    assertTrue(
        error.getMessage().contains("container photos of storage account otherstore"),
        error.getMessage());
    assertTrue(error.hint().contains("or deploy the function with another"), error.hint());
    assertFalse(error.hint().contains("portolan.azure"), error.hint());
  }

  @Test
  @DisplayName("For a rollback an account of the same name in another group is another")
  void elsewhereForRollback() throws Exception {
    twoAccounts();
    Runs.verified(scene.deploy(NIGHTLY));
    scene.send("DELETE", account("data", "otherstore"), "2025-06-01", "");
    scene.send(
        "PUT",
        "/subscriptions/" + AzureCloud.SUBSCRIPTION + "/resourcegroups/elsewhere",
        "2025-04-01",
        "{\"location\":\"westeurope\"}");
    scene.send(
        "PUT",
        account("elsewhere", "otherstore"),
        "2025-06-01",
        "{\"location\":\"westeurope\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"}}");
    scene.send("PUT", account("elsewhere", "otherstore") + PHOTOS, "2025-06-01", "{}");
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.runs().rollback());
    assertTrue(error.getMessage().contains("account otherstore"), error.getMessage());
    assertTrue(error.getMessage().contains("resource group data"), error.getMessage());
  }

  @Test
  @DisplayName("A rollback is told that the subscription is not registered for Event Grid")
  void unregisteredForRollback() {
    Runs.verified(scene.deploy(PHOTO));
    Runs.verified(scene.deploy(NIGHTLY));
    scene.cloud().azure().unregister("Microsoft.EventGrid");
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.runs().rollback());
    assertTrue(error.getMessage().contains("is not registered for Microsoft.EventGrid"));
    Settings settings = scene.cloud().settings().with(Map.of("registerProviders", "true"));
    Runs.verified(
        scene
            .runs()
            .with(settings, p -> p.rollback(SampleProject.OWNER, "greeter", Optional.empty())));
    assertEquals(1, scene.all("eventSubscriptions").count());
  }

  @Test
  @DisplayName("What somebody has said of one stays said when it is made from the beginning")
  void keptAnew() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    patch(
        "{\"retryPolicy\":{\"maxDeliveryAttempts\":3,\"eventTimeToLiveInMinutes\":60},"
            + "\"labels\":[\"ours\"],\"expirationTimeUtc\":\"2099-01-01T00:00:00Z\","
            + "\"deadLetterDestination\":{\"endpointType\":\"StorageBlob\",\"properties\":"
            + "{\"resourceId\":\"/some/account\",\"blobContainerName\":\"dead\"}}}");
    scene.cloud().azure().whims().hideFunctions(1);
    Runs.verified(scene.deploy(PHOTO, NO_PHOTO));
    JsonNode properties = subscription().path("properties");
    assertEquals(2, properties.at("/filter/includedEventTypes").size());
    assertEquals(3, properties.at("/retryPolicy/maxDeliveryAttempts").asInt());
    assertEquals("ours", properties.at("/labels/0").asText());
    assertEquals("2099-01-01T00:00:00Z", properties.path("expirationTimeUtc").asText());
    assertEquals(
        "dead", properties.at("/deadLetterDestination/properties/blobContainerName").asText());
  }

  @Test
  @DisplayName("How many it hands over at once, and with what besides, stays as it was set")
  void destinationKept() throws Exception {
    Runs.verified(scene.deploy(PHOTO));
    String called = subscription().at("/properties/destination/properties/resourceId").asText();
    patch(
        "{\"destination\":{\"endpointType\":\"AzureFunction\",\"properties\":{\"resourceId\":\""
            + called
            + "\",\"maxEventsPerBatch\":5,\"deliveryAttributeMappings\":[{\"name\":\"team\","
            + "\"type\":\"Static\",\"properties\":{\"value\":\"us\"}}]}}}");
    scene.cloud().azure().settle();
    assertTrue(scene.plan(PHOTO).isEmpty());
    Runs.verified(scene.deploy(PHOTO, NO_PHOTO));
    JsonNode destination = subscription().at("/properties/destination/properties");
    assertEquals(5, destination.path("maxEventsPerBatch").asInt());
    assertEquals("team", destination.at("/deliveryAttributeMappings/0/name").asText());
  }

  @Test
  @DisplayName("An account that goes with what is deployed is no source")
  void ownAccount() {
    Runs.verified(scene.deploy(NIGHTLY));
    String own =
        scene
            .all("storageAccounts")
            .filter(each -> each.path("tags").size() > 0)
            .findFirst()
            .orElseThrow()
            .path("name")
            .asText();
    DeployException error =
        Runs.failed(
            ExitCode.REFUSED,
            Kind.INVALID_CONFIGURATION,
            deploy(Map.of("names.acme-photos", own + "/photos"), PHOTO));
    assertTrue(error.getMessage().contains("goes with it"), error.getMessage());
    assertTrue(error.hint().contains("portolan.azure.names.acme-photos"), error.hint());
  }

  @Test
  @DisplayName("Whoever may not see event subscriptions is told so before any change")
  void unseen() {
    Runs.verified(scene.deploy(NIGHTLY));
    scene.cloud().azure().whims().forbid("Microsoft.EventGrid/eventSubscriptions/read");
    scene.cloud().forgetCalls();
    refused(scene.deploy(PHOTO));
    assertFalse(scene.mutated());
    scene.cloud().azure().whims().allow();
    Runs.verified(scene.deploy(PHOTO));
    scene.cloud().azure().whims().forbid("Microsoft.EventGrid/eventSubscriptions/read");
    scene.cloud().forgetCalls();
    refused(scene.deploy(NIGHTLY));
    refused(scene.runs().destroy());
    assertFalse(scene.mutated());
  }

  private static void refused(Outcome outcome) {
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, outcome);
    assertTrue(
        error.getMessage().contains("you may not Microsoft.EventGrid/eventSubscriptions/read"),
        error.getMessage());
    assertTrue(error.hint().contains("EventGrid EventSubscription Contributor"), error.hint());
  }
}
