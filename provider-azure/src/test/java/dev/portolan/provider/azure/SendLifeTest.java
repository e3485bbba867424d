package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.Setup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets, of what a function sends by itself to a queue of another. */
class SendLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger SHIP = new Trigger.Queue("to-ship", 10);

  @TempDir private Path work;

  @Test
  @DisplayName("It sends as its own identity, and another function takes the same event")
  void sends() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
            AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
                .furnish();
        Portolan azure = Portolan.open("azure", Settings.of(cloud.settings()))) {
      Application project = PackerProject.forwarding(work, OWNER, "to-pack");
      Outcome created = azure.deploy(project, work.resolve("artifact"));
      assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

      Happening.Result fired =
          cloud.fire(
              new Happening(
                  OWNER,
                  "forwarder",
                  SHIP,
                  "to-ship",
                  "",
                  "b\u00f6ok".getBytes(StandardCharsets.UTF_8)));
      assertEquals(List.of("run_forwarder_queue: handled"), fired.told(), log::all);
      log.await("packed QUEUE ");
      assertTrue(log.all().contains("ok at try 1"), log::all);

      assertEquals(
          List.of(), azure.plan(project, azure.pack(project, work.resolve("again"))).steps());
      assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
      assertEquals(2, cloud.state().path("queues").size(), "they are everybody's");
      assertTrue(cloud.state().path("roleAssignments").isEmpty());
    }
  }
}
