package dev.portolan.deploy.model;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One change that a plan will make. Running it twice has the effect of running it once.
 *
 * @param id unique in its plan, for example {@code hello/role}
 * @param function the function it belongs to; empty for what functions share
 * @param change what happens to the resource
 * @param resource what is changed, for people: {@code role shop-dev-hello}
 * @param why the reason: what differs between what is and what shall be
 * @param after ids of the steps that must have succeeded before
 * @param serialKey steps with the same key never run at the same time; empty for no such bound
 */
public record Step(
    String id,
    Optional<String> function,
    Phase phase,
    Change change,
    String resource,
    String why,
    Set<String> after,
    String serialKey,
    Action action) {
  /** When in a deployment a step runs. No phase begins before the earlier ones have ended. */
  public enum Phase {
    /** Makes what users do not see yet. */
    STAGE,
    /** Proves the new version. */
    VERIFY,
    /** Moves users to it: one call a function. */
    SHIFT,
    /** Opens and tidies what hangs on it. */
    SETTLE,
    /** Deletes. Skipped when anything failed before. */
    SWEEP
  }

  /** What happens to a resource. */
  public enum Change {
    CREATE,
    UPDATE,
    PUBLISH,
    PROBE,
    SHIFT,
    DELETE
  }

  /** The deed itself. Throws the vendor's exceptions as they are. */
  @FunctionalInterface
  public interface Action {
    void run(Run run) throws Exception;

    /**
     * Brings back what was before, once the step has failed for good; tried again like the step
     * itself. Not called where no further call would help: the run was ended, somebody else changes
     * the same, or nobody lets us in any more.
     *
     * @return what people are told of it besides the failure; empty if there is nothing to say
     */
    default Optional<String> takeBack(Run run) throws Exception {
      return Optional.empty();
    }
  }

  /** What a step knows of the run it is part of. */
  public interface Run {
    /**
     * 1 for the first try. On a later one the effect of an earlier try may already be there: look
     * before you create.
     */
    int attempt();

    /** Hands a value on to later steps, for example an id that the cloud chose. */
    void put(String key, String value);

    /** A value that an earlier step handed on. */
    Optional<String> get(String key);

    /** Tells people what is being waited for. */
    void waiting(String what);
  }

  public Step {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(action, "action");
    after = Set.copyOf(after);
  }

  /** One line for people, without the reason. */
  public String summary() {
    return change.name().toLowerCase(java.util.Locale.ROOT) + " " + resource;
  }
}
