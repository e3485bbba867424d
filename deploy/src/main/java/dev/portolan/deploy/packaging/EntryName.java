package dev.portolan.deploy.packaging;

import java.util.Optional;

/** What an archive's entry may be called, so that unpacking it stays inside its directory. */
final class EntryName {
  private EntryName() {}

  /** What is wrong with a name, as the end of a sentence. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("has no name");
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      return Optional.of("is absolute");
    }
    if (name.indexOf('\\') >= 0) {
      return Optional.of("has a backslash");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("has a control character");
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        return Optional.of("leads out of the archive");
      }
    }
    return Optional.empty();
  }
}
