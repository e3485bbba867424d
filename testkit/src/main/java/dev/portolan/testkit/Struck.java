package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.util.function.Predicate;

/** An operation that must end as if nothing had happened when one of its calls is struck. */
final class Struck {
  private final Operation operation;
  private final CloudUnderTest test;
  private final Faultless faultless;

  Struck(Operation operation, CloudUnderTest test) {
    this.operation = operation;
    this.test = test;
    this.faultless = Faultless.run(operation, test);
  }

  /** A case for each call that is meant and that the fault can strike. */
  void addCases(Cases cases, Predicate<Call> meant, Point point, Fault fault) {
    for (Call call : faultless.calls()) {
      if (meant.test(call)) {
        cases.add(
            operation + ", " + fault + " " + point + " of " + call,
            () -> endsWell(call, point, fault));
      }
    }
  }

  private void endsWell(Call call, Point point, Fault fault) {
    try (Scene scene = operation.before(test)) {
      FaultSchedule faults = scene.cloud().faults();
      if (!faults.possible(call, fault)) {
        return;
      }
      faults.strike(call.number(), point, fault);
      Outcomes.assertVerified(operation.run(scene));
      assertEquals(0, faults.unspent(), "the fault did not strike");
      assertEquals(faultless.state(), scene.cloud().state());
    }
  }
}
