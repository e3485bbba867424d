package dev.portolan.images.registry;

import dev.portolan.deploy.driver.Tally;
import dev.portolan.images.Calls;
import dev.portolan.images.Packing;
import dev.portolan.images.packing.JvmStore;
import dev.portolan.images.wire.Punctual;
import java.nio.file.Path;
import java.util.Map;

/** Planners of one repository on loopback. */
final class Images {
  private Images() {}

  static ImagePlanner planner(String host, String path, Map<String, String> settings) {
    return planner(host, path, settings, Path.of("no JVM is kept"));
  }

  static ImagePlanner planner(String host, String path, Map<String, String> settings, Path jvms) {
    Repository repository = new Repository(host, path);
    RegistryAccess access =
        new RegistryAccess(
            Punctual.over(Registry.client()),
            new Tally(Calls.once()),
            RegistryCredentials.docker());
    return new ImagePlanner(
        access, repository, repository, Packing.settings(settings), new JvmStore(jvms));
  }
}
