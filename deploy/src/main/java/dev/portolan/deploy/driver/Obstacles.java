package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that stands in the way of a plan, collected while planning and told at once: no look at the
 * cloud ends the planning by itself. Not thread-safe.
 */
public final class Obstacles {
  private final List<DeployException> strangers = new ArrayList<>();
  private final List<DeployException> problems = new ArrayList<>();

  /** A look at what is there, which may refuse. */
  @FunctionalInterface
  public interface Look {
    void run() throws Exception;
  }

  /**
   * One thing that is wrong.
   *
   * @param where function, setting or resource
   */
  public void problem(Kind kind, String where, String what, String hint) {
    add(DeployException.of(kind, where + ": " + what, hint));
  }

  public void add(DeployException problem) {
    problems.add(problem);
  }

  /** Looks, and keeps what is refused; any other failure is thrown. */
  public void of(Look look) throws Exception {
    try {
      look.run();
    } catch (DeployException refusal) {
      add(refusal);
    }
  }

  /** Something of our names that is somebody else's. */
  public void stranger(DeployException refusal) {
    strangers.add(refusal);
  }

  /**
   * Ends the planning if there is any; strangers first, since nothing else matters then.
   *
   * @throws DeployException the one there is, or one that tells all
   */
  public void refuse() {
    List<DeployException> told = strangers.isEmpty() ? problems : strangers;
    if (told.size() == 1) {
      throw told.get(0);
    }
    if (!told.isEmpty()) {
      String one = told.get(0).hint();
      boolean alike = told.stream().allMatch(each -> each.hint().equals(one));
      throw DeployException.of(
          kind(told),
          told.size()
              + " problems before anything was changed:\n"
              + told.stream().map(each -> line(each, !alike)).collect(Collectors.joining("\n")),
          alike ? one : "do what each asks for, and run it again");
    }
  }

  private static Kind kind(List<DeployException> told) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    told.forEach(each -> kinds.add(each.kind()));
    return kinds.size() == 1 ? kinds.iterator().next() : Kind.INVALID_CONFIGURATION;
  }

  private static String line(DeployException each, boolean hint) {
    return "  - " + each.getMessage() + (hint && !each.hint().isEmpty() ? "; " + each.hint() : "");
  }
}
