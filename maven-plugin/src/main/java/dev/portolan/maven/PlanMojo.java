package dev.portolan.maven;

import dev.portolan.deploy.PlanText;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.model.Plan;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Shows what a deployment would change, with the reason for each step, and changes nothing. */
@Mojo(name = "plan", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class PlanMojo extends CloudMojo {
  @Override
  BuildOutput buildOutput() {
    return BuildOutput.NEEDED;
  }

  @Override
  Report work(Run run) {
    return run.at(
        site -> {
          Portolan portolan = site.portolan();
          Plan plan =
              portolan.plan(
                  site.application(), portolan.pack(site.application(), site.directory()));
          run.console().result(PlanText.text(plan));
          return Looked.planned(site, plan);
        });
  }
}
