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

/** The whole way over sockets: from a topic through the host's binding to a worker of its own. */
class TopicLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final String PLACED = "com.acme.order.placed";
  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of(PLACED));
  private static final String FUNCTION = "run_packer_topic";

  @TempDir private Path work;

  private static Happening.Result publish(AzureCloud cloud, List<String> types, String data)
      throws Exception {
    Trigger sent = new Trigger.Topic("orders", types);
    return cloud.fire(
        new Happening(OWNER, "packer", sent, "orders-prod", "", data.getBytes(UTF_8)));
  }

  private static String structured(String type, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/shop\",\"type\":\""
        + type
        + "\",\"data\":\""
        + data
        + "\"}";
  }

  @Test
  @DisplayName("Of both forms of an event the function gets its types alone; one that failed dies")
  void events() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud =
        AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
            .furnish()) {
      cloud.keepTopic("orders-prod", "Active");
      Settings settings =
          Settings.of(cloud.settings())
              .with(Map.of("names.orders", "orders-prod", "createTopics", "false"));
      try (Portolan azure = Portolan.open("azure", settings)) {
        Outcome created =
            azure.deploy(PackerProject.in(work, OWNER, ORDERS), work.resolve("artifact"));
        assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

        String other = "com.acme.order.returned";
        for (Happening.Result dropped :
            List.of(
                publish(cloud, List.of(other), "\"chair\""),
                publish(cloud, List.of(), structured(other, "table")))) {
          assertEquals(List.of(FUNCTION + ": handled"), dropped.told(), log::all);
        }
        Happening.Result binary = publish(cloud, List.of(PLACED), "\"book\"");
        assertEquals(List.of(FUNCTION + ": handled"), binary.told(), log::all);
        log.await("packed CUSTOM book at try 1");
        publish(cloud, List.of(), structured(PLACED, "lamp"));
        log.await("packed CUSTOM lamp at try 1");
        String all = log.all();
        assertFalse(all.contains("packed CUSTOM chair") || all.contains("table"), all);
        assertTrue(all.contains("does not ask for its type " + other), all);

        Happening.Result dead = publish(cloud, List.of(PLACED), "\"stone\"");
        assertFalse(dead.handled());
        assertEquals(11, dead.told().size(), dead::toString);
        assertTrue(dead.told().get(10).endsWith("is dead, since MaxDeliveryCountExceeded"));

        assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
        assertEquals(0, cloud.state().path("busSubscriptions").size());
        assertEquals(1, cloud.state().path("topics").size());
      }
    }
  }
}
