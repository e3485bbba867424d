package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import java.nio.file.Path;
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
   */
  public static ClassPath of(Bundle bundle, List<Library> adapter, Path work) {
    return new ClassPath(bundle.applicationJar(), bundle.libraries());
  }

  /**
   * The jar, or the directory of classes, that holds a class. Loads nothing.
   *
   * @throws IllegalStateException if the loader does not see the class
   */
  public static Path find(String className, ClassLoader loader) {
    throw new IllegalStateException(className);
  }

  /** The file name of a library in an artifact, unique in this class path. */
  public String fileName(Library library) {
    return library.artifactId() + "-" + library.version() + ".jar";
  }
}
