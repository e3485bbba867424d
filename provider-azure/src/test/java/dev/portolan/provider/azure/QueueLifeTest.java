package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets: from a queue through the host's binding to a worker of its own. */
class QueueLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger PACK = new Trigger.Queue("to-pack", 10);
  private static final String FUNCTION = "run_packer_queue";

  @TempDir private Path work;

  private static Happening.Result send(AzureCloud cloud, String text) throws Exception {
    return cloud.fire(
        new Happening(OWNER, "packer", PACK, "to-wrap", "", text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("A message is handled; one that failed comes again until it is dead")
  void messages() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
        AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
            .furnish()) {
      cloud.keepQueue("to-wrap", 3, false);
      Settings settings =
          Settings.of(cloud.settings())
              .with(Map.of("names.to-pack", "to-wrap", "createQueues", "false"));
      try (Portolan azure = Portolan.open("azure", settings)) {
        Outcome created =
            azure.deploy(PackerProject.in(work, OWNER, PACK), work.resolve("artifact"));
        assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

        Happening.Result taken = send(cloud, "book");
        assertEquals(List.of(FUNCTION + ": handled"), taken.told(), log::all);
        assertTrue(taken.handled());
        log.await("packed QUEUE book at try 1");

        Happening.Result again = send(cloud, "box");
        assertEquals(
            List.of(FUNCTION + ": failed, delivery 1 of 3", FUNCTION + ": handled"),
            again.told(),
            log::all);
        log.await("packed QUEUE box at try 2");

        Happening.Result refused = send(cloud, "junk");
        assertEquals(List.of(FUNCTION + ": refused, and kept nowhere"), refused.told());
        log.await("is acknowledged and lost");

        String event =
            "{\"specversion\":\"1.0\",\"id\":\"own\",\"source\":\"/shop\",\"type\":\"t\","
                + "\"datacontenttype\":\"text/plain\",\"data\":\"junk\"}";
        assertEquals(
            List.of(FUNCTION + ": refused, and kept nowhere"), send(cloud, event).told(), log::all);

        Happening.Result dead = send(cloud, "stone");
        assertFalse(dead.handled());
        assertEquals(
            List.of(
                FUNCTION + ": failed, delivery 1 of 3",
                FUNCTION + ": failed, delivery 2 of 3",
                FUNCTION + ": failed, delivery 3 of 3",
                "to-wrap: is dead, since MaxDeliveryCountExceeded"),
            dead.told());
        JsonNode left = cloud.state().path("messages");
        assertEquals(1, left.size(), "the dead one stays");

        assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
        assertEquals(1, cloud.state().path("messages").size(), "what is in a queue stays");
        assertEquals(1, cloud.state().path("queues").size());
      }
    }
  }
}
