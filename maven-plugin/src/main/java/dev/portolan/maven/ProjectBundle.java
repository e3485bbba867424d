package dev.portolan.maven;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** A Maven project's build output and runtime class path. */
final class ProjectBundle {
  private static final Set<String> RUNTIME = Set.of("compile", "runtime");

  private ProjectBundle() {}

  /** What this build made, or an earlier one left; empty if there is no jar. */
  static Optional<Bundle> of(MavenProject project) {
    return jar(project).map(jar -> Bundle.of(jar, libraries(project)));
  }

  private static Optional<Path> jar(MavenProject project) {
    File built = project.getExecutionProject().getArtifact().getFile();
    Path left =
        Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar");
    return Optional.of(built == null ? left : built.toPath()).filter(p -> p.toFile().isFile());
  }

  private static List<Library> libraries(MavenProject project) {
    return project.getArtifacts().stream()
        .filter(artifact -> RUNTIME.contains(artifact.getScope()))
        .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
        .map(ProjectBundle::library)
        .toList();
  }

  private static Library library(Artifact artifact) {
    String id = artifact.getArtifactId();
    String classifier = artifact.getClassifier();
    return Library.of(
        artifact.getGroupId(),
        classifier == null || classifier.isEmpty() ? id : id + "-" + classifier,
        artifact.getBaseVersion(),
        artifact.getFile().toPath());
  }
}
