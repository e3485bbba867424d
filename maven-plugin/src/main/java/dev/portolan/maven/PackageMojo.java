package dev.portolan.maven;

import dev.portolan.deploy.Report;
import dev.portolan.deploy.model.Artifact;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Makes what each provider runs, and calls no cloud. */
@Mojo(name = "package", threadSafe = true, requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class PackageMojo extends CloudMojo {
  @Override
  BuildOutput buildOutput() {
    return BuildOutput.NEEDED;
  }

  @Override
  Report work(Run run) {
    return run.at(
        site -> {
          Artifact artifact = site.portolan().pack(site.application(), site.directory());
          run.console()
              .result(
                  "%s (%d bytes, sha256 %s)"
                      .formatted(artifact.file(), artifact.bytes(), artifact.sha256()));
          return Looked.packed(site, artifact);
        });
  }
}
