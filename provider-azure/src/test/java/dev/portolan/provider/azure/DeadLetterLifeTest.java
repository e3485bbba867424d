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

/** The whole way over sockets, for what a function refuses and what it fails for good. */
class DeadLetterLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger ORDERS =
      new Trigger.Topic("orders", List.of("com.acme.order.placed"));

  @TempDir private Path work;

  private static Happening.Result publish(AzureCloud cloud, String data) throws Exception {
    return cloud.fire(new Happening(OWNER, "picky", ORDERS, "orders", "", data.getBytes(UTF_8)));
  }

  @Test
  @DisplayName("Both come to the function that takes the dead letters")
  void kept() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
        AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
            .furnish()) {
      Settings settings =
          Settings.of(cloud.settings()).with(Map.of("names.refused", "refused-prod"));
      try (Portolan azure = Portolan.open("azure", settings)) {
        Outcome created =
            azure.deploy(
                PackerProject.picky(work, OWNER, ORDERS, "refused"), work.resolve("artifact"));
        assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

        Happening.Result refused = publish(cloud, "\"refused\"");
        assertTrue(refused.handled(), refused::toString);
        assertEquals(
            List.of("run_picky_topic: refused, and went to queue refused-prod"), refused.told());
        log.await("packed QUEUE refused at try 1");

        Happening.Result failed = publish(cloud, "\"broken\"");
        assertFalse(failed.handled());
        assertEquals(10, failed.told().size(), failed::toString);
        assertTrue(
            failed.told().get(9).endsWith("delivery 10 of 10, and went to queue refused-prod"),
            failed::toString);
        log.await("packed QUEUE broken at try 1");
        assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
      }
    }
  }
}
