package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes what the cloud runs. Needs no account and no network; equal input gives equal bytes, in any
 * time zone, on any JVM.
 */
@FunctionalInterface
public interface Packager {
  /**
   * Packs the whole project once, for all its functions.
   *
   * @param directory where the artifact goes; created if missing
   * @throws dev.portolan.deploy.model.DeployException with all that is wrong: class files newer
   *     than the runtime, sizes over the limit
   */
  Artifact pack(Application application, Path directory) throws IOException;
}
