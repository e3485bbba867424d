package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.sandbox.azure.AzureCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets that functions read from and store in: found or made, and the right to each. */
class BucketTest {
  private static final String READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
  private static final String CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");
  private static final String CONTAINERS = "sandboxobjects/blobServices/default/containers/";
  private static final Use READ = new Use(Use.Kind.READ, "acme-photos");
  private static final Use WRITE = new Use(Use.Kind.WRITE, "acme-scans");

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

  /** Where a role was given at containers. */
  private List<String> rights(String role) {
    return scene
        .all("roleAssignments")
        .map(each -> each.path("properties"))
        .filter(each -> each.path("roleDefinitionId").asText().endsWith(role))
        .map(each -> each.path("scope").asText())
        .filter(scope -> scope.contains("/containers/"))
        .map(scope -> scope.replaceFirst(".*/storageAccounts/", ""))
        .sorted()
        .toList();
  }

  private FunctionSpec using(Use... uses) {
    return scene.function("greeter", NIGHTLY).withUses(List.of(uses));
  }

  private static List<String> at(String container) {
    return List.of(CONTAINERS + container);
  }

  @Test
  @DisplayName("It is told where a bucket is, and may do there what it declares and nothing else")
  void granted() {
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(using(READ, WRITE)));
    assertEquals(at("acme-photos"), rights(READER));
    assertEquals(at("acme-scans"), rights(CONTRIBUTOR));
    assertEquals(
        "https://sandboxobjects.blob.core.windows.net/acme-photos",
        scene.site().path("PORTOLAN_USE_BUCKET_ACME_PHOTOS").asText());
    assertEquals(
        "https://sandboxobjects.blob.core.windows.net/acme-scans",
        scene.site().path("PORTOLAN_USE_BUCKET_ACME_SCANS").asText());
    Runs.verified(scene.deploy(using(READ)));
    assertEquals(List.of(), rights(CONTRIBUTOR));
    assertFalse(scene.site().toString().contains("acme-scans"), scene.site()::toString);
    Runs.verified(scene.deploy(using()));
    assertEquals(List.of(), rights(READER));
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("A rollback gives the rights back that its release needs, and takes those of after")
  void rollback() {
    Runs.verified(scene.deploy(using(READ)));
    Runs.verified(scene.deploy(using(WRITE)));
    assertEquals(List.of(), rights(READER));
    Runs.verified(scene.runs().rollback());
    assertEquals(at("acme-photos"), rights(READER));
    assertEquals(List.of(), rights(CONTRIBUTOR));
  }

  @Test
  @DisplayName("A rollback to what reads from a container that is gone is refused while planning")
  void rollbackToNothing() throws Exception {
    Runs.verified(scene.deploy(using(READ)));
    Runs.verified(scene.deploy(using(WRITE)));
    scene.send(
        "DELETE",
        "/subscriptions/"
            + AzureCloud.SUBSCRIPTION
            + "/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/"
            + CONTAINERS
            + "acme-photos",
        "2025-06-01",
        "");
    scene.cloud().forgetCalls();
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.runs().rollback());
    assertTrue(
        error.getMessage().contains("the release reads or stores there, and it is gone"),
        error.getMessage());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("Prune takes the rights of a function that the project has no more")
  void prune() {
    scene.settings(Map.of("prune", "true"));
    Runs.verified(
        scene.deploy(using(READ), scene.function("other", NIGHTLY).withUses(List.of(READ, WRITE))));
    assertEquals(2, rights(READER).size());
    Runs.verified(scene.deploy(using(READ)));
    assertEquals(at("acme-photos"), rights(READER));
    assertEquals(List.of(), rights(CONTRIBUTOR));
  }

  @Test
  @DisplayName("One that is missing is refused while planning, or made where a setting says so")
  void missing() {
    scene.settings(Map.of("createContainers", "false", "names.acme-photos", "gone"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(using(READ)));
    assertTrue(
        error.getMessage().contains("container gone of storage account sandboxobjects: there is"),
        error.getMessage());
    assertFalse(scene.mutated());
    scene.settings(Map.of("names.acme-photos", "new"));
    Runs.verified(scene.deploy(using(READ)));
    assertEquals(at("new"), rights(READER));
  }

  @ParameterizedTest(name = "An account of the kind {0}, hierarchical {1}, at {2}, is refused: {3}")
  @CsvSource({
    "StorageV2, true, , 'has a hierarchical namespace, in which a directory is read like an object'",
    "FileStorage, false, , 'no address for blobs of the account, which is of the kind FileStorage'",
    "StorageV2, false, https://otherstore.blob.example.com/, 'at https://otherstore.blob.example.com/'",
    "StorageV2, false, https://storage.blob.core.windows.net/, 'which is no host that Azure gives'",
  })
  void unfit(String kind, boolean hierarchical, String blobs, String told) {
    scene.settings(Map.of("names.acme-photos", "otherstore/photos"));
    scene.cloud().azure().keepAccount("otherstore", kind, hierarchical);
    if (blobs != null) {
      scene.cloud().azure().keepEndpoint("otherstore", blobs);
    }
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.deploy(using(READ)));
    assertTrue(error.getMessage().contains(told), error::toString);
    assertTrue(error.hint().contains("portolan.azure.names.acme-photos"), error.hint());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("One of the kind of before, of whose objects nothing is told, is read from")
  void kinds() {
    scene.settings(Map.of("names.acme-photos", "oldstore/photos"));
    scene.cloud().azure().keepAccount("oldstore", "Storage", false);
    Runs.verified(scene.deploy(using(READ)));
    assertEquals(
        "https://oldstore.blob.core.windows.net/photos",
        scene.site().path("PORTOLAN_USE_BUCKET_ACME_PHOTOS").asText());
  }

  @Test
  @DisplayName("A rollback to an account that has directories by now is refused while planning")
  void rollbackToDirectories() {
    scene.settings(Map.of("names.acme-photos", "otherstore/photos"));
    scene.cloud().azure().keepAccount("otherstore", "StorageV2", false);
    Runs.verified(scene.deploy(using(READ)));
    Runs.verified(scene.deploy(using(READ, WRITE)));
    scene.cloud().azure().keepAccount("otherstore", "StorageV2", true);
    scene.cloud().forgetCalls();
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, scene.runs().rollback());
    assertTrue(
        error.getMessage().contains("the release reads or stores there, and the account has a"),
        error.getMessage());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("Who plans to store is told what else the role may do there")
  void contributor() {
    String steps = scene.runs().plan(scene.with(using(READ, WRITE))).steps().toString();
    assertTrue(steps.contains("it reads objects of that container,"), steps);
    assertTrue(
        steps.contains("the role may also read there, and change and remove the container"), steps);
  }

  @Test
  @DisplayName("Who may not give rights there is told so while planning")
  void forbidden() {
    scene.cloud().azure().whims().forbid("Microsoft.Authorization/roleAssignments/write");
    Outcome refused = scene.deploy(using(READ));
    assertEquals(ExitCode.REFUSED, refused.exitCode(), refused::toString);
    assertTrue(refused.toString().contains("may read from the container"), refused::toString);
    assertTrue(refused.toString().contains(AzureCloud.OBJECTS), refused::toString);
    assertFalse(scene.mutated());
  }
}
