package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An operation that must end as if nothing had happened when its calls are struck.
 *
 * <p>Each of them is struck once. What a fault costs is a call or two, so one run bears several,
 * some calls apart: it takes a tenth of the time of a run for each. What it missed, another one
 * strikes. Where such a run does not end well, and nightly, each call is struck in a run of its
 * own.
 */
final class Struck {
  /** How many calls lie between two faults, so that one is over before the next. */
  private static final int APART = 3;

  private static final boolean ALONE = Boolean.getBoolean("surefire.nightly");

  private final Operation operation;
  private final CloudUnderTest test;
  private final Faultless faultless;

  Struck(Operation operation, CloudUnderTest test) {
    this.operation = operation;
    this.test = test;
    this.faultless = Faultless.run(operation, test);
  }

  /** Cases in which each call that is meant, and that the fault can strike, is struck. */
  void addCases(Cases cases, Predicate<Call> meant, Point point, Fault fault) {
    List<Call> struck = struck(meant, fault);
    int runs = ALONE ? struck.size() : Math.min(APART, struck.size());
    for (int i = 0; i < runs; i++) {
      List<Call> together = new ArrayList<>();
      for (int each = i; each < struck.size(); each += runs) {
        together.add(struck.get(each));
      }
      String name = operation + ", " + fault + " " + point + " of ";
      cases.add(name + together, () -> endsWell(together, point, fault));
    }
  }

  private List<Call> struck(Predicate<Call> meant, Fault fault) {
    try (Scene scene = operation.before(test)) {
      FaultSchedule faults = scene.cloud().faults();
      return faultless.calls().stream()
          .filter(call -> meant.test(call) && faults.possible(call, fault))
          .toList();
    }
  }

  private void endsWell(List<Call> calls, Point point, Fault fault) {
    if (calls.size() == 1) {
      endsWell(calls.get(0), point, fault);
      return;
    }
    Set<Call> struck;
    try (Scene scene = operation.before(test)) {
      Strikes strikes = new Strikes(faultless.calls(), calls, scene.cloud(), point, fault);
      Outcomes.assertVerified(operation.run(scene));
      assertEquals(faultless.state(), scene.cloud().state());
      struck = strikes.struck();
    } catch (AssertionError together) {
      calls.forEach(call -> endsWell(call, point, fault));
      throw together;
    }
    List<Call> missed = calls.stream().filter(call -> !struck.contains(call)).toList();
    if (struck.isEmpty()) {
      missed.forEach(call -> endsWell(call, point, fault));
    } else if (!missed.isEmpty()) {
      endsWell(missed, point, fault);
    }
  }

  private void endsWell(Call call, Point point, Fault fault) {
    try (Scene scene = operation.before(test)) {
      FaultSchedule faults = scene.cloud().faults();
      faults.strike(call.number(), point, fault);
      Outcomes.assertVerified(operation.run(scene));
      assertEquals(0, faults.unspent(), "the fault did not strike");
      assertEquals(faultless.state(), scene.cloud().state());
    } catch (AssertionError failed) {
      throw new AssertionError(call + " alone: " + failed.getMessage(), failed);
    }
  }
}
