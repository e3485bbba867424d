package dev.portolan.maven;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Tells what keeps the project from running anywhere, and fails if nobody accepts it. */
@Mojo(name = "check", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class CheckMojo extends PortolanMojo {
  @Override
  BuildOutput buildOutput() {
    return BuildOutput.NEEDED;
  }

  @Override
  Ending end(MavenFacts facts) {
    return Checking.run(facts.order(buildOutput()), facts.console(), facts.repository());
  }
}
