package dev.portolan.maven;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Owner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a goal was asked to do.
 *
 * @param providers where to, in the order asked for
 * @param bundle the build output, if the goal works with it
 * @param function the one function meant, if one is named
 * @param output where artifacts and the report go
 */
record Order(
    String goal,
    Owner owner,
    List<String> providers,
    Optional<Bundle> bundle,
    Optional<String> function,
    ProjectConfiguration configuration,
    boolean sandbox,
    Path sandboxDirectory,
    Path output) {
  Order {
    providers = List.copyOf(providers);
  }

  Path report() {
    return output.resolve("report.json");
  }
}
