package dev.portolan.provider.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** The whole way over sockets: from a container's change feed to a worker of its own. */
class RecordLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger CUSTOMERS = new Trigger.RecordChanged("customers");
  private static final String FUNCTION = "run_auditor_records";

  @TempDir private Path work;

  private static Happening.Result fire(AzureCloud cloud, String key, String data) throws Exception {
    return cloud.fire(
        new Happening(OWNER, "auditor", CUSTOMERS, "customers-prod", key, data.getBytes(UTF_8)));
  }

  @Test
  @DisplayName("What is written into a container is heard as an upsert, in its order, until it is")
  void records() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
        AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
            .furnish()) {
      Settings settings =
          Settings.of(cloud.settings()).with(Map.of("names.customers", "customers-prod"));
      try (Portolan azure = Portolan.open("azure", settings)) {
        Outcome created =
            azure.deploy(PackerProject.auditor(work, OWNER, "customers"), work.resolve("artifact"));
        assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

        Happening.Result written = fire(cloud, "7", "{\"name\":\"Ada\"}");
        assertEquals(List.of(FUNCTION + ": handled"), written.told(), log::all);
        log.await("audited RECORD_UPSERTED 7 of Ada, told as com.microsoft.cosmosdb.upsert");
        assertEquals(
            List.of(FUNCTION + ": refused, and kept nowhere"), fire(cloud, "junk", "{}").told());
        log.await("the function refused it");
        assertFalse(fire(cloud, "9", "[]").handled(), "no item of Cosmos DB");

        Happening.Result failed = fire(cloud, "stone", "{}");
        assertFalse(failed.handled());
        assertEquals(List.of(FUNCTION + ": failed, and comes again in 1 s"), failed.told());
        Happening.Result behind = fire(cloud, "8", "{}");
        assertFalse(behind.handled(), "nothing passes what fails");

        assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
        assertEquals(0, cloud.state().path("sqlRoleAssignments").size());
        assertEquals(0, cloud.state().path("cosmosLeases").size());
        assertEquals(1, cloud.state().path("sqlContainers").size(), "that stays, with its items");
      }
    }
  }
}
