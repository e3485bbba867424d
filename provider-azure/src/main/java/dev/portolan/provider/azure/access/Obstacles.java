package dev.portolan.provider.azure.access;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.provider.azure.config.Ownership;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All that stands in the way of a plan, collected while planning and told at once. */
public final class Obstacles {
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final List<String> strangers = new ArrayList<>();

  public void problem(Kind kind, String where, String what, String hint) {
    kinds.add(kind);
    problems.add(Problem.of(where, what, hint));
  }

  /** Something of our names that is somebody else's: a line about it. */
  public void stranger(String told) {
    strangers.add(told);
  }

  /** Ends the planning if there is any; strangers first, since nothing else matters then. */
  public void refuse(Owner owner) {
    if (!strangers.isEmpty()) {
      throw Ownership.refusal(owner, strangers);
    }
    if (problems.size() == 1) {
      Problem only = problems.get(0);
      throw DeployException.of(kind(), only.where() + ": " + only.what(), only.hint());
    }
    if (!problems.isEmpty()) {
      throw DeployException.of(
          kind(),
          problems.size()
              + " problems before anything was changed:\n"
              + problems.stream().map(each -> "  - " + each).collect(Collectors.joining("\n")),
          "");
    }
  }

  private Kind kind() {
    return kinds.size() == 1 ? kinds.iterator().next() : Kind.INVALID_CONFIGURATION;
  }
}
