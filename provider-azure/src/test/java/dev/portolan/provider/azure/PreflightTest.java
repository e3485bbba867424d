package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Azure would refuse half-way is refused before anything is changed, all of it at once. */
class PreflightTest {
  private static final Place PLACE =
      new Place(
          AzureCloud.SUBSCRIPTION, Names.resourceGroup(SampleProject.OWNER), AzureCloud.LOCATION);

  @TempDir private Path work;

  @Test
  @DisplayName("A site's name that a stranger has: told, with the setting that names another")
  void siteTaken() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      cloud.azure().take("Microsoft.Web/sites", site());
      DeployException error = refused(cloud, Kind.NOT_OWNED);
      assertTrue(error.getMessage().contains(site()), error.getMessage());
      assertTrue(error.hint().contains("siteName"), error.hint());
    }
  }

  @Test
  @DisplayName("An account's name that a stranger has: told, with the setting that names another")
  void accountTaken() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      String account = Names.storageAccount(PLACE, SampleProject.OWNER);
      cloud.azure().take("Microsoft.Storage/storageAccounts", account);
      DeployException error = refused(cloud, Kind.NOT_OWNED);
      assertTrue(error.getMessage().contains(account), error.getMessage());
      assertTrue(error.hint().contains("storageAccount"), error.hint());
    }
  }

  @Test
  @DisplayName("A region without Flex Consumption: told, with those that have it")
  void region() {
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("location", "mars"))) {
      DeployException error = refused(cloud, Kind.UNSUPPORTED);
      assertTrue(error.getMessage().contains("mars"), error.getMessage());
      assertTrue(error.hint().contains(AzureCloud.LOCATION), error.hint());
    }
  }

  @Test
  @DisplayName("A release of Java that functions do not have: told, with those that they have")
  void runtime() throws Exception {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Obstacles obstacles = new Obstacles();
      new Preflight(new Stranger(cloud).access(), PLACE, obstacles).offered(19);
      DeployException error = assertThrows(DeployException.class, obstacles::refuse);
      assertEquals(Kind.UNSUPPORTED, error.kind());
      assertTrue(error.getMessage().contains("no Java 19"), error.getMessage());
      assertTrue(error.hint().contains("21"), error.hint());
    }
  }

  @Test
  @DisplayName("Another release of Java for what is deployed is looked for before it is changed")
  void another() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.deploy("1", "info"));
      Settings other = cloud.settings().with(Map.of("runtime", "java17"));
      cloud.forgetCalls();
      Runs.verified(runs.with(other, p -> p.deploy(runs.greeter("1", "info"), work)));
      assertTrue(
          cloud.calls().stream().anyMatch(call -> call.name().endsWith("StacksForLocation")));
    }
  }

  @Test
  @DisplayName("A service that is not registered: told, with the command that does it")
  void unregistered() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      cloud.azure().unregister("Microsoft.Web");
      DeployException error = refused(cloud, Kind.UNSUPPORTED);
      assertTrue(error.hint().contains("az provider register --namespace Microsoft.Web"));
    }
  }

  @Test
  @DisplayName("It is registered first, where a setting lets us")
  void registers() {
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("registerProviders", "true"))) {
      cloud.azure().unregister("Microsoft.Web");
      Runs.verified(new Runs(cloud, work).deploy("1", "info"));
    }
  }

  @Test
  @DisplayName("What we may not do is told by the action's name")
  void forbidden() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      cloud.azure().whims().forbid("Microsoft.Authorization/roleAssignments/write");
      DeployException error = refused(cloud, Kind.PERMISSION_DENIED);
      assertTrue(
          error.getMessage().contains("Microsoft.Authorization/roleAssignments/write"),
          error.getMessage());
    }
  }

  @Test
  @DisplayName("What publishing needs is looked at before too")
  void publishing() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      cloud.azure().whims().forbid("Microsoft.Web/sites/publish/action");
      cloud.azure().whims().forbid("Microsoft.Web/sites/config/list/action");
      cloud.azure().whims().forbid("Microsoft.Web/sites/config/read");
      cloud.azure().whims().forbid("Microsoft.Web/sites/host/listkeys/action");
      cloud.azure().whims().forbid("Microsoft.Resources/tags/write");
      DeployException error = refused(cloud, Kind.PERMISSION_DENIED);
      assertTrue(error.getMessage().contains("sites/publish/action"), error.getMessage());
      assertTrue(error.getMessage().contains("sites/config/list/action"), error.getMessage());
      assertTrue(error.getMessage().contains("sites/config/read"), error.getMessage());
      assertTrue(error.getMessage().contains("host/listkeys/action"), error.getMessage());
      assertTrue(error.getMessage().contains("Resources/tags/write"), error.getMessage());
    }
  }

  @Test
  @DisplayName("All that is missing is told at once")
  void all() {
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("location", "mars"))) {
      cloud.azure().unregister("Microsoft.Web");
      cloud.azure().take("Microsoft.Web/sites", site());
      DeployException error = refused(cloud, Kind.INVALID_CONFIGURATION);
      assertTrue(error.getMessage().contains("3 problems"), error.getMessage());
      assertTrue(error.getMessage().contains("mars"), error.getMessage());
      assertTrue(error.getMessage().contains("Microsoft.Web"), error.getMessage());
      assertTrue(error.getMessage().contains(site()), error.getMessage());
    }
  }

  private static String site() {
    return Names.site(PLACE, SampleProject.OWNER, "greeter");
  }

  /** Refused, with nothing changed and nothing left behind. */
  private DeployException refused(EmbeddedCloud cloud, Kind kind) {
    String before = cloud.state();
    DeployException error =
        Runs.failed(ExitCode.REFUSED, kind, new Runs(cloud, work).deploy("1", "info"));
    assertEquals(0, cloud.calls().stream().filter(Call::mutates).count());
    assertEquals(before, cloud.state());
    return error;
  }
}
