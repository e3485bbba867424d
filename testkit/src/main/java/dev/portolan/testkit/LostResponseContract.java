package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A call whose answer never arrives: the run succeeds, and there is exactly one of everything. */
public interface LostResponseContract extends CloudUnderTest {
  @Test
  @DisplayName("An answer lost after the commit, at any call: success, and one of everything")
  default void lostAfterCommit() {
    lost(Point.AFTER_COMMIT, Fault.LOSE_RESPONSE);
  }

  @Test
  @DisplayName("A request lost before it arrives, at any call: success, and one of everything")
  default void lostBefore() {
    lost(Point.BEFORE_SEND, Fault.LOSE_RESPONSE);
  }

  @Test
  @DisplayName("An internal error that lies, at any call: success, and one of everything")
  default void lyingError() {
    lost(Point.AFTER_COMMIT, Fault.SERVER_ERROR);
  }

  private void lost(Point point, Fault fault) {
    Cases cases = new Cases();
    for (Operation operation : Operation.possible(this)) {
      if (operation != Operation.NO_OP) {
        new Struck(operation, this).addCases(cases, operation.own(this), point, fault);
      }
    }
    cases.run();
  }

  @Test
  @DisplayName("Two answers lost in a row, at any changing call of a creation: one of everything")
  default void lostTwice() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    Cases cases = new Cases();
    faultless.calls().stream()
        .filter(Call::mutates)
        .forEach(
            call ->
                cases.add(
                    "lost twice at " + call,
                    () -> {
                      try (Scene scene = Operation.CREATE.before(this)) {
                        FaultSchedule faults = scene.cloud().faults();
                        faults.strike(call.number(), Point.AFTER_COMMIT, Fault.LOSE_RESPONSE);
                        faults.strike(call.number() + 1, Point.AFTER_COMMIT, Fault.LOSE_RESPONSE);
                        Outcomes.assertVerified(Operation.CREATE.run(scene));
                        assertEquals(faultless.state(), scene.cloud().state());
                      }
                    }));
    cases.run();
  }
}
