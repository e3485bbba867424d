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

/** The whole way over sockets: from a topic of Kafka to a worker of its own. */
class KafkaLifeTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger CLICKS = new Trigger.Kafka(List.of("clicks"), "");

  @TempDir private Path work;

  private static Happening.Result fire(AzureCloud cloud, String function, String key, String data)
      throws Exception {
    return cloud.fire(new Happening(OWNER, function, CLICKS, "", key, data.getBytes(UTF_8)));
  }

  private AzureCloud cloud() throws Exception {
    return AzureCloud.open(Setup.of(work.resolve("azure"), TimeSource.system(), line -> {}))
        .furnish();
  }

  private static Settings settings(AzureCloud cloud) {
    return Settings.of(cloud.settings()).with(Map.of("kafka", "kafka.example.com:9093"));
  }

  @Test
  @DisplayName("What is written to a topic is handled in its partition's order, until it is")
  void records() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud = cloud();
        Portolan azure = Portolan.open("azure", settings(cloud))) {
      Outcome created =
          azure.deploy(PackerProject.in(work, OWNER, CLICKS), work.resolve("artifact"));
      assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);

      Happening.Result written = fire(cloud, "packer", "a", "bowl");
      assertEquals(List.of("run_packer_kafka: handled"), written.told(), log::all);
      log.await("packed KAFKA bowl at try 1");
      assertEquals(
          List.of("run_packer_kafka: refused, and kept nowhere"),
          fire(cloud, "packer", "a", "junk").told());
      log.await("the function refused it");
      Happening.Result failed = fire(cloud, "packer", "a", "box");
      assertEquals(List.of("run_packer_kafka: failed, and comes again in 1 s"), failed.told());
      log.await("packed KAFKA box at try 2");

      assertEquals(ExitCode.VERIFIED, azure.destroy(OWNER).exitCode());
    }
  }

  @Test
  @DisplayName("What it refuses goes to its dead letters, and what it fails is never given up")
  void deadLetters() throws Exception {
    SandboxLog log = new SandboxLog(work.resolve("azure"));
    try (AzureCloud cloud = cloud();
        Portolan azure = Portolan.open("azure", settings(cloud))) {
      Outcome created =
          azure.deploy(
              PackerProject.picky(work, OWNER, CLICKS, "refused"), work.resolve("artifact"));
      assertEquals(ExitCode.VERIFIED, created.exitCode(), created::toString);
      assertFalse(created.toString().contains("is lost"), created::toString);
      assertEquals(
          List.of("run_picky_kafka: refused, and went to queue refused"),
          fire(cloud, "picky", "a", "refuse it").told());
      log.await("packed QUEUE refuse it at try 1");
      Happening.Result failed = fire(cloud, "picky", "a", "other");
      assertEquals(List.of("run_picky_kafka: failed, and comes again in 1 s"), failed.told());
    }
  }
}
