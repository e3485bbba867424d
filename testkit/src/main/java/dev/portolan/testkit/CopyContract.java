package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A copy of a cloud, where there is one, is as good as a cloud in which the same was deployed: the
 * other contracts begin with copies.
 */
public interface CopyContract extends CloudUnderTest {
  @Test
  @DisplayName(
      "In a copy all is as where it was deployed: what stands, each call, what comes of it")
  default void copies() {
    for (Operation operation : Operation.possible(this)) {
      if (operation.prelude() == Prelude.NOTHING) {
        continue;
      }
      try (Scene deployed = operation.prelude().deployed(this);
          Scene copy = copy(operation)) {
        assertEquals(deployed.cloud().state(), copy.cloud().state());
        assertEquals(deployed.cloud().time().now(), copy.cloud().time().now());
        assertEquals(List.of(), copy.cloud().calls());
        assertEquals(Faultless.run(operation, deployed), Faultless.run(operation, copy));
        assertEquals(deployed.cloud().time().now(), copy.cloud().time().now());
      }
    }
  }

  @Test
  @DisplayName("What happens in a copy shows in no other, nor does what goes wrong there")
  default void apart() {
    String before;
    try (Scene one = copy(Operation.DESTROY);
        Scene other = copy(Operation.DESTROY)) {
      before = one.cloud().state();
      other.cloud().faults().strike(1, FaultSchedule.Point.BEFORE_SEND, FaultSchedule.Fault.KILL);
      Outcomes.assertVerified(one.deploy(one.bigGreeter("2")));
      assertNotEquals(before, one.cloud().state());
      assertEquals(before, other.cloud().state());
      assertEquals(List.of(), other.cloud().calls());
      Outcomes.assertVerified(one.destroy());
      assertEquals(before, other.cloud().state());
    }
    try (Scene next = copy(Operation.DESTROY)) {
      assertEquals(before, next.cloud().state());
      Outcomes.assertVerified(next.destroy());
    }
  }

  private Scene copy(Operation operation) {
    return operation
        .prelude()
        .copy(this)
        .orElseGet(() -> Assumptions.abort("these clouds cannot be copied"));
  }
}
