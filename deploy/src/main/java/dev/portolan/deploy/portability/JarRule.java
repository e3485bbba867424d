package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.BytecodeLevel;
import dev.portolan.deploy.packaging.ClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds class files that are newer, and jars that are larger, than a provider takes. */
final class JarRule {
  private JarRule() {}

  static List<Finding> find(Seen seen, ClassPath classPath, String artifact) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Optional<BytecodeLevel> newest = BytecodeLevel.newest(classPath);
    long bytes = Files.size(classPath.application());
    for (Library library : classPath.libraries()) {
      bytes += Files.size(library.file());
    }
    for (Ties ties : seen.targeted()) {
      newest
          .filter(level -> level.release() > ties.limits().java())
          .ifPresent(level -> findings.add(newer(ties, level)));
      if (bytes > ties.limits().unpackedBytes()) {
        findings.add(
            Finding.at(
                "size",
                Place.of(artifact),
                "with its libraries it is %d bytes, and %s takes %d"
                    .formatted(bytes, ties.provider(), ties.limits().unpackedBytes()),
                "leave libraries out of the function",
                List.of(ties.provider())));
      }
    }
    return findings;
  }

  private static Finding newer(Ties ties, BytecodeLevel level) {
    return Finding.at(
        "bytecode",
        Place.of(level.className()),
        "is made for Java %d, and the newest that %s runs is %d"
            .formatted(level.release(), ties.provider(), ties.limits().java()),
        "compile with <release>%d</release>".formatted(ties.limits().java()),
        List.of(ties.provider()));
  }
}
