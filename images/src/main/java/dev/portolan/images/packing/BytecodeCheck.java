package dev.portolan.images.packing;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.BytecodeLevel;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.image.Image;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Refuses class files that the image's JVM would not load. */
final class BytecodeCheck {
  private BytecodeCheck() {}

  static void check(ClassPath jars, ImageSettings settings, Image base) throws IOException {
    OptionalInt release = JavaRelease.of(settings.baseImage(), base);
    Optional<BytecodeLevel> newest = BytecodeLevel.newest(jars);
    if (release.isEmpty() || newest.isEmpty() || newest.get().release() <= release.getAsInt()) {
      return;
    }
    BytecodeLevel level = newest.get();
    throw DeployException.of(
        List.of(
            Problem.of(
                level.where(),
                "class %s is compiled for Java %d, and the image runs Java %d"
                    .formatted(level.className(), level.release(), release.getAsInt()),
                "compile with --release %d, or set %s to a newer one"
                    .formatted(release.getAsInt(), settings.name("baseImage")))));
  }
}
