package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.portolan.testkit.FaultSchedule.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A copy of a cloud is as good as a cloud in which the same was deployed: the other contracts begin
 * with copies.
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
          Scene copy = operation.before(this)) {
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
    try (Scene one = Operation.DESTROY.before(this);
        Scene other = Operation.DESTROY.before(this)) {
      before = one.cloud().state();
      other.cloud().faults().strike(1, Point.BEFORE_SEND, FaultSchedule.Fault.KILL);
      Outcomes.assertVerified(one.deploy(one.bigGreeter("2")));
      assertNotEquals(before, one.cloud().state());
      assertEquals(before, other.cloud().state());
      assertEquals(List.of(), other.cloud().calls());
      Outcomes.assertVerified(one.destroy());
      assertEquals(before, other.cloud().state());
    }
    try (Scene next = Operation.DESTROY.before(this)) {
      assertEquals(before, next.cloud().state());
      Outcomes.assertVerified(next.destroy());
    }
  }

  @Test
  @DisplayName("No read changes anything: where it is killed, the cloud is as if it never came")
  default void reads() {
    List<Operation> possible = new ArrayList<>(Operation.possible(this));
    possible.retainAll(EnumSet.of(Operation.CREATE, Operation.UPDATE_EVENTS, Operation.DESTROY));
    for (Operation operation : possible) {
      List<Call> calls = Faultless.run(operation, this).calls();
      List<String> changing = Collections.synchronizedList(new ArrayList<>());
      try (Scene scene = operation.before(this)) {
        calls.stream().filter(Call::harmless).forEach(call -> watch(scene.cloud(), call, changing));
        Outcomes.assertVerified(operation.run(scene));
        assertEquals(0, scene.cloud().faults().unspent(), "not every point was passed");
      }
      assertEquals(List.of(), changing, operation::toString);
    }
  }

  private static void watch(TestCloud cloud, Call call, List<String> changing) {
    AtomicReference<String> before = new AtomicReference<>();
    cloud.faults().meanwhile(call.number(), Point.BEFORE_SEND, () -> before.set(seen(cloud)));
    cloud
        .faults()
        .meanwhile(
            call.number(),
            Point.AFTER_COMMIT,
            () -> {
              if (!seen(cloud).equals(before.get())) {
                changing.add(call.toString());
              }
            });
  }

  /** What a cloud holds; looked at in a copy, for looking lets what is pending come to its end. */
  private static String seen(TestCloud cloud) {
    try (TestCloud copy = cloud.copy()) {
      return copy.state();
    }
  }
}
