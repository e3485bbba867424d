package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All that stands in the way of a plan, told at once: no check ends the planning by itself. */
final class Refusals {
  private final List<DeployException> all = new ArrayList<>();

  /** A look at what is there, which may refuse. */
  @FunctionalInterface
  interface Check {
    void run() throws Exception;
  }

  /** Makes a check, and keeps what it refuses. */
  void of(Check check) throws Exception {
    try {
      check.run();
    } catch (DeployException refusal) {
      add(refusal);
    }
  }

  void add(DeployException refusal) {
    all.add(refusal);
  }

  /** Ends the planning if anything was refused: with that, or with a list of all. */
  void end() {
    if (all.size() == 1) {
      throw all.get(0);
    }
    if (!all.isEmpty()) {
      Set<DeployException.Kind> kinds = EnumSet.noneOf(DeployException.Kind.class);
      all.forEach(each -> kinds.add(each.kind()));
      throw DeployException.of(
          kinds.size() == 1 ? kinds.iterator().next() : DeployException.Kind.INVALID_CONFIGURATION,
          all.size()
              + " problems before anything was changed:\n"
              + all.stream()
                  .map(each -> "  - " + each.getMessage() + "; " + each.hint())
                  .collect(Collectors.joining("\n")),
          "");
    }
  }
}
