package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a function runs on: the application's jar and its libraries, with an adapter's jars mediated
 * in, never two of one library.
 *
 * @param application the application's own jar, never rewritten
 * @param libraries in class-path order, the adapter's last
 */
public record ClassPath(Path application, List<Library> libraries) {
  public ClassPath {
    Objects.requireNonNull(application, "application");
    libraries = List.copyOf(libraries);
  }

  /**
   * Puts an adapter beside a project's libraries. Of two versions of one library the newer stays;
   * of two equal ones the project's.
   *
   * @param work where a directory of classes is jarred, if one must be
   * @throws DeployException if an archive is damaged or hostile; names all that are
   */
  public static ClassPath of(Bundle bundle, List<Library> adapter, Path work) throws IOException {
    Path application = ClassDirectory.asJar(bundle.applicationJar(), work.resolve("app.jar"));
    List<Library> libraries = new ArrayList<>();
    for (Library library : Mediation.of(bundle.libraries(), adapter)) {
      Path jar = work.resolve("classes").resolve(fileName(library, List.of()));
      libraries.add(
          Library.of(
              library.groupId(),
              library.artifactId(),
              library.version(),
              ClassDirectory.asJar(library.file(), jar)));
    }
    ClassPath classPath = new ClassPath(application, libraries);
    classPath.check();
    return classPath;
  }

  /**
   * The library that holds a class, found through a loader that sees it. Loads nothing. Its version
   * is what the jar says of itself, {@code 0} if it does not.
   *
   * @throws IllegalStateException if the loader does not see the class
   */
  public static Library find(
      String groupId, String artifactId, String className, ClassLoader loader) {
    return Locator.find(groupId, artifactId, className, loader);
  }

  /**
   * What a library's file is called in an artifact: {@code <artifactId>-<version>.jar}, with its
   * classifier if it has one, and with its group if another library has the same name. Does not
   * depend on where it lies on this machine.
   */
  public String fileName(Library library) {
    return fileName(library, libraries);
  }

  private static String fileName(Library library, List<Library> among) {
    String name = LibraryName.of(library);
    boolean shared =
        among.stream()
            .filter(other -> !other.equals(library))
            .anyMatch(other -> LibraryName.of(other).equalsIgnoreCase(name));
    return (shared ? LibraryName.safe(library.groupId()) + "." : "") + name + ".jar";
  }

  private void check() throws IOException {
    List<Problem> problems = new ArrayList<>(ArchiveCheck.problems(application));
    for (Library library : libraries) {
      problems.addAll(ArchiveCheck.problems(library.file()));
    }
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
  }
}
