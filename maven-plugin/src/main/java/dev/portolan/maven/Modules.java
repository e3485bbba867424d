package dev.portolan.maven;

import java.util.List;
import java.util.Optional;

/** The modules that one command is for. */
final class Modules {
  private Modules() {}

  /**
   * Why nothing is done for any of them: none declares the plugin.
   *
   * @param declare whether each does, in the order in which they are built
   * @param current which of them asks; told of the first alone, so that it is told once and at once
   */
  static Optional<String> undeclared(List<Boolean> declare, int current, String plugin) {
    return declare.size() > 1 && current == 0 && !declare.contains(true)
        ? Optional.of(
            "nothing is done: none of these %d modules declares the plugin; write %s into"
                    .formatted(declare.size(), plugin)
                + " <build><plugins> of the module that has the functions, since"
                + " <pluginManagement> alone declares nothing, or run it in that module's directory")
        : Optional.empty();
  }
}
