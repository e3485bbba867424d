package dev.portolan.maven;

import dev.portolan.deploy.Report;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Makes a kept version of a function serve again, with the settings it was deployed with. */
@Mojo(name = "rollback", threadSafe = true)
public final class RollbackMojo extends CloudMojo {
  /** The version to go back to; the one before the one that serves now when none is named. */
  @Parameter(property = "to")
  String to;

  @Override
  Report work(Run run) {
    Report report =
        run.at(
            site -> {
              String name = site.theDeployed(run.order().function()).function();
              return site.portolan().rollback(run.order().owner(), name, Optional.ofNullable(to));
            });
    new Summary(run.console()).functions(report);
    return report;
  }
}
