package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.images.JreImage;
import dev.portolan.images.Projects;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.registry.PushedImage;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on a base in a registry: its own JVM runs the function, out of a cache. */
final class RemoteBaseDeployTest {
  @TempDir Path work;
  private KnativeCloud cloud;
  private Settings settings;

  @BeforeEach
  void start() throws Exception {
    var base = ImageArchive.write(JreImage.image(work), 0, work.resolve("base/image.tar"));
    cloud = KnativeCloud.open(Setup.of(work.resolve("cloud"), TimeSource.system(), line -> {}));
    String registry = cloud.settings().get("registry");
    int slash = registry.indexOf('/');
    PushedImage pushed =
        PushedImage.of(registry.substring(0, slash), registry.substring(slash + 1) + "/jre", base);
    settings = Settings.of(cloud.settings()).with(Map.of("baseImage", pushed.reference()));
  }

  @AfterEach
  void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  void theFunctionStartsFromItsCacheAndAnotherMachineChangesNothing() throws Exception {
    Path log = work.resolve("classes.log");
    Application project =
        Projects.greeter(work)
            .withFunctions(
                List.of(
                    Projects.greeter(work)
                        .functions()
                        .get(0)
                        .withEnvironment(
                            Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log))));
    try (Portolan portolan = open("here")) {
      Outcome first = portolan.deploy(project, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, first.exitCode(), first.toString());
    }
    List<String> shared =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains(" dev.portolan.adapter.http.Server "))
            .toList();
    assertTrue(
        shared.stream().anyMatch(line -> line.contains("shared objects file")), shared.toString());
    try (Portolan portolan = open("elsewhere")) {
      Outcome again = portolan.deploy(project, work.resolve("out elsewhere"));
      assertEquals(Action.UNCHANGED, again.functions().get(0).action(), again.toString());
      assertEquals(0, again.calls().mutations());
    }
  }

  private Portolan open(String machine) {
    String caches = work.resolve(machine).toString();
    return Portolan.open(
        new KnativeProvider(),
        settings,
        Portolan.Options.standard().withEnvironment(Map.of("XDG_CACHE_HOME", caches)));
  }
}
