package dev.portolan.provider.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.Setup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets, of an object that a function reads, and stores in another bucket. */
class BucketLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger PHOTO = new Trigger.ObjectCreated("photos");

  @TempDir private Path work;

  @Test
  @DisplayName("It reads and stores as its own identity, and who hears of the other bucket is told")
  void copies() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
            AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
                .furnish();
        Portolan azure = Portolan.open("azure", Settings.of(cloud.settings()))) {
      Application project = PackerProject.copying(work, OWNER);
      Outcome created = azure.deploy(project, work.resolve("artifact"));
      assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

      Happening.Result stored =
          cloud.fire(
              new Happening(
                  OWNER,
                  "copier",
                  PHOTO,
                  "photos",
                  "cats/a b+c%41.jpg",
                  "b\u00f6ok".getBytes(UTF_8)));
      assertTrue(stored.told().contains("run_copier_objects: handled"), log::all);
      log.await("kept OBJECT_CREATED scans/cats/a b+c%41.jpg of 5 bytes with a tag, told as");

      assertEquals(
          List.of(), azure.plan(project, azure.pack(project, work.resolve("again"))).steps());
      assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
      assertEquals(2, cloud.state().path("containers").size(), "they are everybody's");
      assertTrue(cloud.state().path("roleAssignments").isEmpty());
    }
  }

  /** Takes a role away from whoever has it. */
  private static void withdraw(AzureCloud cloud, String role) throws Exception {
    WireHeaders headers =
        WireHeaders.of(
            "Authorization", "Bearer " + cloud.accessToken("https://management.azure.com"));
    for (JsonNode each : cloud.state().path("roleAssignments")) {
      if (each.at("/properties/roleDefinitionId").asText().endsWith(role)) {
        String id = each.path("id").asText();
        WireRequest request =
            new WireRequest("DELETE", id, "api-version=2022-04-01", headers, new byte[0]);
        assertEquals(200, cloud.handle(request).status(), id);
      }
    }
  }

  @Test
  @DisplayName("The blob service keeps out a function whose right somebody has taken away")
  void takenAway() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
            AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
                .furnish();
        Portolan azure = Portolan.open("azure", Settings.of(cloud.settings()))) {
      assertEquals(
          ExitCode.VERIFIED,
          azure.deploy(PackerProject.copying(work, OWNER), work.resolve("artifact")).exitCode());
      withdraw(cloud, "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");
      Happening.Result stored =
          cloud.fire(
              new Happening(OWNER, "copier", PHOTO, "photos", "a.jpg", "book".getBytes(UTF_8)));
      assertTrue(stored.told().get(0).startsWith("run_copier_objects: failed"), log::all);
      log.await("403 AuthorizationPermissionMismatch; the function's identity needs");
    }
  }
}
