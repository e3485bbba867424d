package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One project of ours in two regions of one of Google's, whose accounts are not a region's. */
class TwoRegionsTest {
  @TempDir private Path work;
  private final EmbeddedCloud cloud = new EmbeddedCloud(Product.RUN);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  @DisplayName("What is destroyed in one region takes nothing from the other")
  void apart() {
    verified(in("us-central1", this::deploy));
    String alone = cloud.state();
    assertTrue(alone.contains("serviceAccounts/"), alone);
    verified(in("europe-west1", this::deploy));
    verified(in("europe-west1", portolan -> portolan.destroy(SampleProject.OWNER)));
    assertEquals(alone, cloud.state());
    verified(in("us-central1", portolan -> portolan.destroy(SampleProject.OWNER)));
  }

  private Outcome deploy(Portolan portolan) {
    Application application =
        SampleProject.in(work)
            .application("1", SampleProject.function("greeter", cloud.provider().features()));
    return portolan.deploy(application, work);
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
  }

  private Outcome in(String region, Function<Portolan, Outcome> use) {
    Settings settings = cloud.settings().with(Map.of("region", region));
    Portolan.Options options =
        Portolan.Options.standard().withTime(cloud.time()).withEnvironment(cloud.environment());
    try (Portolan portolan = Portolan.open(cloud.provider(), settings, options)) {
      return use.apply(portolan);
    }
  }
}
