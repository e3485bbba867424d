package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Progress.Event.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A person who wants it to end: it ends soon, says so, and the next run goes on from there. */
public interface InterruptContract extends CloudUnderTest {
  @Test
  @DisplayName("Asked to end at any moment of a creation: nothing new begins, and it says 130")
  default void interruptedCreating() {
    interrupted(Operation.CREATE);
  }

  @Test
  @DisplayName("Asked to end at any moment of an update: nothing new begins, and it says 130")
  default void interruptedUpdating() {
    interrupted(Operation.UPDATE_CODE);
  }

  @Test
  @DisplayName("Asked to end at any moment of a removal: nothing new begins, and it says 130")
  default void interruptedDestroying() {
    interrupted(Operation.DESTROY);
  }

  private void interrupted(Operation operation) {
    Faultless faultless = Faultless.run(operation, this);
    Cases cases = new Cases();
    for (int event = 1; event <= faultless.events(); event++) {
      int moment = event;
      cases.add(operation + " ended at event " + moment, () -> ends(operation, faultless, moment));
    }
    cases.run();
  }

  private void ends(Operation operation, Faultless faultless, int moment) {
    try (Scene scene = operation.before(this)) {
      AtomicInteger seen = new AtomicInteger();
      AtomicInteger begun = new AtomicInteger();
      scene.listen(
          (portolan, event) -> {
            int number = seen.incrementAndGet();
            if (number == moment) {
              portolan.stop();
            } else if (number > moment && event.kind() == Kind.STARTED) {
              begun.incrementAndGet();
            }
          });
      Outcome outcome = operation.run(scene);
      List<ExitCode> honest = List.of(ExitCode.INTERRUPTED, ExitCode.VERIFIED, ExitCode.UNKNOWN);
      assertTrue(honest.contains(outcome.exitCode()), () -> "ended " + outcome.exitCode());
      if (outcome.succeeded()) {
        assertEquals(faultless.state(), scene.cloud().state());
      }
      assertEquals(0, begun.get(), "steps begun after the end was asked for");
      scene.listen((portolan, event) -> {});
      Outcomes.assertVerified(operation.run(scene));
      assertEquals(faultless.state(), scene.cloud().state());
    }
  }
}
