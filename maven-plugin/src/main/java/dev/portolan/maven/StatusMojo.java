package dev.portolan.maven;

import dev.portolan.deploy.Report;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Plan;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Tells what is deployed: URL, the version that serves, the versions kept; and, when the project
 * has been built, how the cloud differs from what a deployment would make of it.
 */
@Mojo(name = "status", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
public final class StatusMojo extends CloudMojo {
  @Override
  BuildOutput buildOutput() {
    return BuildOutput.USED_IF_THERE;
  }

  @Override
  Report work(Run run) {
    StatusText text = new StatusText(run.console());
    return run.at(
        site -> {
          List<Deployed> deployed = site.deployed(run.order().function());
          text.functions(site.portolan().provider(), deployed);
          Optional<Plan> plan = run.order().bundle().map(bundle -> plan(site));
          plan.ifPresent(text::drift);
          return Looked.at(site, deployed, plan);
        });
  }

  private static Plan plan(Site site) {
    return site.portolan()
        .plan(site.application(), site.portolan().pack(site.application(), site.directory()));
  }
}
