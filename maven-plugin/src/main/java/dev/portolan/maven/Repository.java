package dev.portolan.maven;

import dev.portolan.deploy.model.DeployException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Fetches what belongs to this plugin, in its own version, from where the plugin came from. */
final class Repository {
  /** The project's parent: its managed dependencies are the list of all that is published. */
  private static final String PARENT = "portolan";

  /** What the plugin itself has loaded, and every provider must share. */
  private static final String SHARED = "portolan-deploy";

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> remotes;
  private final String groupId;
  private final String version;

  Repository(
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> remotes,
      String groupId,
      String version) {
    this.system = system;
    this.session = session;
    this.remotes = List.copyOf(remotes);
    this.groupId = groupId;
    this.version = version;
  }

  /** The repositories that a plugin came from, for what else it needs. */
  static Repository of(RepositorySystem system, MavenSession session, MojoExecution plugin) {
    return new Repository(
        system,
        session.getRepositorySession(),
        session.getCurrentProject().getRemotePluginRepositories(),
        plugin.getGroupId(),
        plugin.getVersion());
  }

  /** A jar of this project and all that it needs to run, without what the plugin shares. */
  List<Path> classPath(String artifactId) {
    Dependency root = new Dependency(artifact(artifactId, "jar"), "runtime");
    try {
      return system
          .resolveDependencies(
              session, new DependencyRequest(new CollectRequest(root, remotes), null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .filter(artifact -> !shared(artifact))
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw unavailable(artifactId, e);
    }
  }

  /** A jar of this project alone, without what it needs to run. */
  Path jar(String artifactId) {
    try {
      return system
          .resolveArtifact(session, new ArtifactRequest(artifact(artifactId, "jar"), remotes, null))
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw unavailable(artifactId, e);
    }
  }

  /** What is published under a common prefix, without it; empty if nobody knows. */
  SortedSet<String> published(String prefix) {
    SortedSet<String> names = new TreeSet<>();
    try {
      system
          .readArtifactDescriptor(session, descriptor(artifact(PARENT, "pom")))
          .getManagedDependencies()
          .stream()
          .map(dependency -> dependency.getArtifact())
          .filter(found -> found.getGroupId().equals(groupId))
          .filter(found -> found.getArtifactId().startsWith(prefix))
          .forEach(found -> names.add(found.getArtifactId().substring(prefix.length())));
      return names;
    } catch (ArtifactDescriptorException e) {
      return names;
    }
  }

  String coordinates(String artifactId) {
    return groupId + ":" + artifactId + ":" + version;
  }

  private DeployException unavailable(String artifactId, Exception e) {
    return new DeployException(
        DeployException.Kind.UNAVAILABLE,
        "cannot fetch " + coordinates(artifactId) + ": " + reason(e),
        session.isOffline()
            ? "Maven is offline: run it once without -o"
            : "see what Maven says about the repository, and whether that version exists",
        e);
  }

  /** Maven's own words: of a chain of causes the first and the last say most. */
  private static String reason(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last == e ? e.getMessage() : e.getMessage() + ": " + last.getMessage();
  }

  private ArtifactDescriptorRequest descriptor(Artifact artifact) {
    return new ArtifactDescriptorRequest(artifact, remotes, null);
  }

  private Artifact artifact(String artifactId, String extension) {
    return new DefaultArtifact(groupId, artifactId, extension, version);
  }

  private boolean shared(Artifact artifact) {
    return artifact.getGroupId().equals(groupId) && artifact.getArtifactId().equals(SHARED);
  }
}
