package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.time.Duration;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A cloud that is busy, slow or late. */
public interface PressureContract extends CloudUnderTest {
  @Test
  @DisplayName("Throttled at any call, a run waits and succeeds")
  default void throttled() {
    struck(Fault.THROTTLE, false);
  }

  @Test
  @DisplayName("Another change in progress at any changing call: waited out, looked at again")
  default void inProgress() {
    struck(Fault.IN_PROGRESS, true);
  }

  @Test
  @DisplayName("An internal error before the commit, at any call: tried again")
  default void serverError() {
    struck(Fault.SERVER_ERROR, false);
  }

  private void struck(Fault fault, boolean changingOnly) {
    Cases cases = new Cases();
    for (Operation operation : Operation.possible(this)) {
      Predicate<Call> meant = call -> call.mutates() || !changingOnly;
      new Struck(operation, this)
          .addCases(cases, meant.and(operation.own(this)), Point.BEFORE_SEND, fault);
    }
    cases.run();
  }

  @Test
  @DisplayName("Three of ten calls throttled at random: every run succeeds, with few more calls")
  default void throttledAtRandom() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    Cases cases = new Cases();
    for (int i = 0; i < 40; i++) {
      long seed = 4711 + i;
      cases.add("seed " + seed, () -> throttledAtRandom(faultless, seed));
    }
    cases.run();
  }

  private void throttledAtRandom(Faultless faultless, long seed) {
    Random random = new Random(seed);
    try (Scene scene = Operation.CREATE.before(this)) {
      for (int number = 1; number <= faultless.calls().size() * 3; number++) {
        if (random.nextInt(10) < 3) {
          scene.cloud().faults().strike(number, Point.BEFORE_SEND, Fault.THROTTLE);
        }
      }
      Outcomes.assertVerified(Operation.CREATE.run(scene));
      assertEquals(faultless.state(), scene.cloud().state());
      int calls = scene.cloud().calls().size();
      assertTrue(
          calls <= faultless.calls().size() * 2.5,
          calls + " calls instead of " + faultless.calls().size());
    }
  }

  @Test
  @DisplayName(
      "In a total outage a run gives up in bounded time and calls, and does not say success")
  default void outage() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    try (Scene scene = Operation.CREATE.before(this)) {
      for (int number = 1; number <= 10_000; number++) {
        scene.cloud().faults().strike(number, Point.BEFORE_SEND, Fault.SERVER_ERROR);
      }
      Outcome outcome = Operation.CREATE.run(scene);
      assertEquals(ExitCode.FAILED_UNCHANGED, outcome.exitCode());
      assertTrue(outcome.duration().compareTo(Duration.ofMinutes(15)) < 0);
      int calls = scene.cloud().calls().size();
      assertTrue(calls <= faultless.calls().size() * 3, calls + " calls");
    }
  }

  @Test
  @DisplayName("What is created shows half a minute late, is usable a minute late: the run waits")
  default void late() {
    String expected = Faultless.run(Operation.CREATE, this).state();
    for (int seconds : new int[] {1, 5, 20, 60}) {
      try (Scene scene = Scene.of(this)) {
        scene.cloud().delay(Duration.ofSeconds(Math.min(seconds, 25)), Duration.ofSeconds(seconds));
        Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
        assertEquals(expected, scene.cloud().state(), seconds + " s");
      }
    }
  }

  @Test
  @DisplayName("Credentials that expire at any call end the run; the next run goes on from there")
  default void expired() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    Cases cases = new Cases();
    for (Call call : faultless.calls()) {
      cases.add(
          "expired at " + call,
          () -> {
            try (Scene scene = Operation.CREATE.before(this)) {
              FaultSchedule faults = scene.cloud().faults();
              for (int later = 0; later < 100; later++) {
                faults.strike(call.number() + later, Point.BEFORE_SEND, Fault.EXPIRED_CREDENTIALS);
              }
              Outcome outcome = Operation.CREATE.run(scene);
              assertTrue(
                  !outcome.succeeded() || faultless.state().equals(scene.cloud().state()),
                  "a run without credentials said success");
              long sent =
                  scene.cloud().calls().stream().filter(c -> c.number() > call.number()).count();
              assertTrue(sent <= 1, () -> sent + " calls after the refusal");
              faults.clear();
              Outcomes.assertVerified(Operation.CREATE.run(scene));
              assertEquals(faultless.state(), scene.cloud().state());
            }
          });
    }
    cases.run();
  }
}
