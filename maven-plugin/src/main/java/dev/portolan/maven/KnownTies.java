package dev.portolan.maven;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.portability.Ties;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What all providers say of themselves, whether the project is for them or not: code may be tied to
 * any. Fetches the one jar of each and none of its libraries, and loads no class of it.
 *
 * @param ties sorted by provider
 * @param missing why nothing could be fetched of some; what ties to them is not seen
 */
record KnownTies(List<Ties> ties, SortedMap<String, Problem> missing) {
  private static final String PROVIDER = "portolan-provider-";

  /**
   * Asks all that are published with this plugin.
   *
   * @param asked providers that must be among them if nobody knows what is published
   */
  static KnownTies fetch(Repository repository, List<String> asked) {
    SortedSet<String> names = new TreeSet<>(repository.published(PROVIDER));
    if (names.isEmpty()) {
      names.addAll(asked);
    }
    List<Ties> ties = new ArrayList<>();
    SortedMap<String, Problem> missing = new TreeMap<>();
    for (String name : names) {
      try {
        ties.add(read(repository, PROVIDER + name));
      } catch (DeployException e) {
        missing.put(name, Problem.of("provider '" + name + "'", e.getMessage(), e.hint()));
      }
    }
    return new KnownTies(ties, missing);
  }

  /**
   * What is missing of the targets, and must not be.
   *
   * @param targets none for all
   */
  List<Problem> problems(Collection<String> targets) {
    return missing(name -> targets.isEmpty() || targets.contains(name));
  }

  /** What is missing of others. */
  List<Problem> warnings(Collection<String> targets) {
    return missing(name -> !targets.isEmpty() && !targets.contains(name));
  }

  private List<Problem> missing(Predicate<String> which) {
    return missing.entrySet().stream()
        .filter(each -> which.test(each.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Ties read(Repository repository, String artifactId) {
    try (JarFile jar = new JarFile(repository.jar(artifactId).toFile(), false)) {
      ZipEntry entry = jar.getEntry(Ties.PATH);
      if (entry == null) {
        throw new IOException("it has no " + Ties.PATH);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return Ties.from(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          repository.coordinates(artifactId) + " cannot be read: " + e.getMessage(),
          "use the " + artifactId + " that was published with this plugin",
          e);
    }
  }
}
