package dev.portolan.maven;

import dev.portolan.deploy.Report;
import org.apache.maven.plugins.annotations.Mojo;

/** Deletes all that this project has deployed in a stage, and nothing else. */
@Mojo(name = "destroy", threadSafe = true)
public final class DestroyMojo extends CloudMojo {
  @Override
  Report work(Run run) {
    Report report = run.at(site -> site.portolan().destroy(run.order().owner()));
    new Summary(run.console()).functions(report);
    return report;
  }
}
