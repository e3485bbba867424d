package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A deployer that is killed, at any call of any operation, before it, within it or after it:
 * running it again ends where an undisturbed run would have, with nothing left over.
 */
public interface KillContract extends CloudUnderTest {
  /** A rerun may look at this many more things than a first run. */
  int MORE_CALLS = 10;

  @Test
  @DisplayName("Killed at any call of a creation, a rerun ends in the same state")
  default void killedCreating() {
    killed(Operation.CREATE);
  }

  @Test
  @DisplayName("Killed at any call of a code update, a rerun ends in the same state")
  default void killedUpdatingCode() {
    killed(Operation.UPDATE_CODE);
  }

  @Test
  @DisplayName("Killed at any call of a configuration update, a rerun ends in the same state")
  default void killedUpdatingConfiguration() {
    killed(Operation.UPDATE_CONFIGURATION);
  }

  @Test
  @DisplayName("Killed at any call of a run without changes, a rerun ends in the same state")
  default void killedDoingNothing() {
    killed(Operation.NO_OP);
  }

  @Test
  @DisplayName("Killed at any call of a removal, a rerun ends in the same state")
  default void killedDestroying() {
    killed(Operation.DESTROY);
  }

  @Test
  @DisplayName("Killed while event triggers are created, a rerun ends in the same state")
  default void killedCreatingEvents() {
    killed(Operation.CREATE_EVENTS);
  }

  @Test
  @DisplayName("Killed while event triggers are changed, a rerun ends in the same state")
  default void killedUpdatingEvents() {
    killed(Operation.UPDATE_EVENTS);
  }

  @Test
  @DisplayName("Killed while event triggers are changed otherwise, a rerun ends in the same state")
  default void killedUpdatingEventsOtherwise() {
    killed(Operation.UPDATE_EVENTS_ALSO);
    killed(Operation.UPDATE_EVENTS_FURTHER);
  }

  @Test
  @DisplayName("Killed while event triggers are taken away, a rerun ends in the same state")
  default void killedRemovingEvents() {
    killed(Operation.REMOVE_EVENTS);
  }

  @Test
  @DisplayName("What a killed creation left is all deleted by a removal")
  default void destroyedAfterKill() {
    boolean events = Operation.possible(this).contains(Operation.CREATE_EVENTS);
    Operation creation = events ? Operation.CREATE_EVENTS : Operation.CREATE;
    String empty = emptyState();
    Cases cases = new Cases();
    for (Aftermath aftermath :
        Aftermath.of(creation, this, Faultless.run(creation, this).calls(), call -> true)) {
      cases.add(
          "destroy after " + creation + " " + aftermath,
          () -> {
            try (Scene scene = Scene.in(aftermath.cloud(), this)) {
              Outcomes.assertVerified(scene.destroy());
              assertEquals(empty, scene.cloud().state());
            }
          });
    }
    cases.run();
  }

  private String emptyState() {
    try (Scene scene = Scene.of(this)) {
      return scene.cloud().state();
    }
  }

  private void killed(Operation operation) {
    Assumptions.assumeTrue(
        Operation.possible(this).contains(operation), "the provider claims no event triggers");
    Faultless faultless = Faultless.run(operation, this);
    Predicate<Call> own = operation.own(this);
    Assumptions.assumeTrue(
        faultless.calls().stream().anyMatch(own), "event triggers take no call of their own here");
    Cases cases = new Cases();
    for (Aftermath aftermath : Aftermath.of(operation, this, faultless.calls(), own)) {
      cases.add(operation + " " + aftermath, () -> converges(operation, faultless, aftermath));
    }
    cases.run();
  }

  private void converges(Operation operation, Faultless faultless, Aftermath aftermath) {
    try (Scene scene = Scene.in(aftermath.cloud(), this)) {
      Outcomes.assertVerified(operation.run(scene));
      assertEquals(faultless.state(), scene.cloud().state());
      long calls = scene.reads() + scene.mutations();
      assertTrue(
          calls <= faultless.calls().size() + MORE_CALLS,
          () -> "the rerun made " + calls + " calls");
    }
  }
}
