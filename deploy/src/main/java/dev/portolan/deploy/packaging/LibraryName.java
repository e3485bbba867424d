package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Library;

/** A library's name in an artifact, from its coordinates alone. */
final class LibraryName {
  private LibraryName() {}

  /** {@code <artifactId>-<version>}, and the classifier that its file's name ends in. */
  static String of(Library library) {
    String plain = library.artifactId() + "-" + library.version();
    return safe(plain + classifier(library));
  }

  /** With its leading dash; empty for none. */
  static String classifier(Library library) {
    String file = String.valueOf(library.file().getFileName());
    String prefix = library.artifactId() + "-" + library.version() + "-";
    return file.startsWith(prefix) && file.endsWith(".jar")
        ? "-" + file.substring(prefix.length(), file.length() - ".jar".length())
        : "";
  }

  static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9._+-]", "_");
  }
}
