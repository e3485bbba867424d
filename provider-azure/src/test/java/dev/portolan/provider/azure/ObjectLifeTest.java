package dev.portolan.provider.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.Setup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets: from a container through Event Grid to a worker of its own. */
class ObjectLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger PHOTO = new Trigger.ObjectCreated("photos");
  private static final Trigger NO_PHOTO = new Trigger.ObjectDeleted("photos");
  private static final String FUNCTION = "run_keeper_objects";

  @TempDir private Path work;

  private static Happening.Result fire(AzureCloud cloud, Trigger trigger, String key)
      throws Exception {
    return cloud.fire(
        new Happening(OWNER, "keeper", trigger, "photos-prod", key, "book".getBytes(UTF_8)));
  }

  @Test
  @DisplayName("What is stored and removed is told as an object of its container, and no more")
  void objects() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
        AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
            .furnish()) {
      Settings settings = Settings.of(cloud.settings()).with(Map.of("names.photos", "photos-prod"));
      try (Portolan azure = Portolan.open("azure", settings)) {
        Outcome created =
            azure.deploy(
                PackerProject.keeper(work, OWNER, PHOTO, NO_PHOTO), work.resolve("artifact"));
        assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

        Happening.Result stored = fire(cloud, PHOTO, "2026/a b.jpg");
        assertEquals(List.of(FUNCTION + ": handled"), stored.told(), log::all);
        log.await(
            "kept OBJECT_CREATED photos-prod/2026/a b.jpg of 4 bytes with a tag, told as"
                + " Microsoft.Storage.BlobCreated");
        assertTrue(fire(cloud, NO_PHOTO, "2026/a b.jpg").handled(), log::all);
        log.await("kept OBJECT_DELETED photos-prod/2026/a b.jpg of no size, told as");

        assertEquals(
            List.of(FUNCTION + ": refused, and kept nowhere"), fire(cloud, PHOTO, "junk").told());
        log.await("the function refused it");
        Happening.Result failed = fire(cloud, PHOTO, "stone");
        assertFalse(failed.handled());
        assertEquals(List.of(FUNCTION + ": failed, and comes again in 10 s"), failed.told());

        assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
        assertEquals(0, cloud.state().path("eventSubscriptions").size());
        assertEquals(0, cloud.state().path("gridEvents").size());
        assertEquals(1, cloud.state().path("containers").size(), "that stays, with what is in it");
      }
    }
  }
}
