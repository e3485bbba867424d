package dev.portolan.sandbox.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cloud as the tool finds and starts it. */
final class KnativeSandboxTest {
  @Test
  void itIsFoundAndKeepsItsAddressesAndItsStateToItself(@TempDir Path directory) throws Exception {
    SandboxCloud found =
        ServiceLoader.load(SandboxCloud.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(cloud -> cloud.provider().equals("knative"))
            .findFirst()
            .orElseThrow();
    SandboxCloud.Spec spec = new SandboxCloud.Spec(directory, TimeSource.system(), line -> {});
    String registry;
    try (SandboxCloud.Running running = found.start(spec)) {
      registry = running.settings().get("registry");
      Path kubeconfig = Path.of(running.settings().get("kubeconfig"));
      assertTrue(kubeconfig.startsWith(directory.toAbsolutePath().resolve("knative")));
      assertEquals("scratch", running.settings().get("baseImage"));
    }
    try (SandboxCloud.Running again = found.start(spec)) {
      assertEquals(registry, again.settings().get("registry"));
    }
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }
}
