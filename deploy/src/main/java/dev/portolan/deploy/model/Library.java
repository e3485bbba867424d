package dev.portolan.deploy.model;

import java.nio.file.Path;
import java.util.Objects;

/** A jar on a function's class path, with the coordinates by which versions are mediated. */
public record Library(String groupId, String artifactId, String version, Path file) {
  public Library {
    Objects.requireNonNull(groupId, "groupId");
    Objects.requireNonNull(artifactId, "artifactId");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(file, "file");
  }

  public static Library of(String groupId, String artifactId, String version, Path file) {
    return new Library(groupId, artifactId, version, file);
  }
}
