package dev.portolan.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** The same as portolan:check of what this build has made, for an execution in the build. */
@Mojo(
    name = "check-build",
    threadSafe = true,
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME)
public final class CheckBuildMojo extends PortolanMojo {
  @Override
  BuildOutput buildOutput() {
    return BuildOutput.NEEDED;
  }

  @Override
  Ending end(MavenFacts facts) {
    return Checking.run(facts.order(buildOutput()), facts.console(), facts.repository());
  }
}
