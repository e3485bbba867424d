package dev.portolan.deploy.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A project's build output: its own jar and the libraries of its runtime class path, in class-path
 * order. The same bundle goes to every provider; it is read, never rewritten.
 */
public record Bundle(Path applicationJar, List<Library> libraries) {
  public Bundle {
    Objects.requireNonNull(applicationJar, "applicationJar");
    libraries = List.copyOf(libraries);
  }

  public static Bundle of(Path applicationJar, List<Library> libraries) {
    return new Bundle(applicationJar, libraries);
  }
}
