package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Two people who deploy the same thing: one from beginning to end while the other is at any of its
 * steps. No one is told of a success that is not there, and what is left is no dead end.
 */
public interface RaceContract extends CloudUnderTest {
  @Test
  @DisplayName("Someone else creates the same function meanwhile: honest, and settled by a rerun")
  default void racedCreating() {
    raced(Operation.CREATE, "1");
  }

  @Test
  @DisplayName("Someone else changes the configuration meanwhile: honest, and settled by a rerun")
  default void racedUpdating() {
    raced(Operation.UPDATE_CODE, "2");
  }

  private void raced(Operation operation, String version) {
    Faultless faultless = Faultless.run(operation, this);
    Cases cases = new Cases();
    for (int event = 1; event <= faultless.events(); event++) {
      int moment = event;
      cases.add(
          operation + " overtaken at event " + moment, () -> raced(operation, version, moment));
    }
    cases.run();
  }

  private void raced(Operation operation, String version, int moment) {
    try (Scene scene = operation.before(this)) {
      AtomicInteger seen = new AtomicInteger();
      scene.listen(
          (portolan, event) -> {
            if (seen.incrementAndGet() == moment) {
              Outcomes.assertVerified(scene.deploy(scene.bigGreeter("1")));
            }
          });
      Outcome outcome = operation.run(scene);
      scene.listen((portolan, event) -> {});
      List<ExitCode> honest =
          List.of(ExitCode.VERIFIED, ExitCode.CONFLICT, ExitCode.FAILED_PART_WAY, ExitCode.UNKNOWN);
      assertTrue(honest.contains(outcome.exitCode()), () -> "ended " + outcome.exitCode());
      Application own = scene.greeter(version);
      if (outcome.succeeded()) {
        scene.cloud().forgetCalls();
        assertTrue(scene.plan(own).isEmpty(), "success was told, but something else is there");
      }
      Outcomes.assertVerified(scene.deploy(own));
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.deploy(own));
      assertEquals(0, scene.mutations(), () -> "not settled: " + scene.cloud().calls());
    }
  }
}
