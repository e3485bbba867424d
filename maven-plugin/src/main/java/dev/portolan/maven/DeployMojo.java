package dev.portolan.maven;

import dev.portolan.deploy.Report;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Packs the project and deploys all its functions. In a sandbox that ends with this run, each
 * function that anyone may call is then sent its sample request, and the answer is shown. In a
 * build of several modules: mvn package portolan:deploy.
 */
@Mojo(name = "deploy", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class DeployMojo extends CloudMojo {
  /** Path and query of the sample request, instead of the one the project declares. */
  @Parameter(property = "path")
  String path;

  /** Method of the sample request; GET, or POST when there is data. */
  @Parameter(property = "method")
  String method;

  /** Body of the sample request: JSON. */
  @Parameter(property = "data")
  String data;

  @Override
  BuildOutput buildOutput() {
    return BuildOutput.NEEDED;
  }

  @Override
  Report work(Run run) {
    Report report = run.at(site -> site.portolan().deploy(site.application(), site.directory()));
    Summary summary = new Summary(run.console());
    summary.functions(report);
    Report shown = new Samples(run, Sample.of(method, path, data)).show(report);
    if (run.ephemeral()) {
      summary.sandboxEnds(run.order());
    }
    return shown;
  }
}
