package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a cloud holds depends on what is wanted last, not on what was wanted or happened before. Set
 * the system property {@code portolan.seeds} for more random histories than the usual few.
 */
public interface HistoryContract extends CloudUnderTest {
  /** How many histories each test tries. */
  int SEEDS = Integer.getInteger("portolan.seeds", 8);

  @Test
  @DisplayName(
      "Any sequence of deployments settles at its last one, and a removal leaves nothing of any")
  default void history() {
    Cases cases = new Cases();
    for (int i = 0; i < SEEDS; i++) {
      long seed = 1000 + i;
      cases.add("seed " + seed, () -> walk(new Random(seed), false));
    }
    cases.run();
  }

  @Test
  @DisplayName("So it does when any of them is killed anywhere, and killed again in its recovery")
  default void disturbedHistory() {
    Cases cases = new Cases();
    for (int i = 0; i < SEEDS; i++) {
      long seed = 2000 + i;
      cases.add("seed " + seed, () -> walk(new Random(seed), true));
    }
    cases.run();
  }

  private void walk(Random random, boolean disturbed) {
    try (Scene scene = Scene.of(this)) {
      String empty = scene.cloud().state();
      Application last = null;
      for (int i = 0; i < 4; i++) {
        last = some(random, scene);
        for (int kill = 0; disturbed && kill < 2; kill++) {
          disturb(random, scene, last);
        }
        Outcomes.assertVerified(scene.deploy(last));
      }
      scene.cloud().forgetCalls();
      Outcome settled = scene.deploy(last);
      Outcomes.assertVerified(settled);
      assertEquals(0, scene.mutations(), () -> "not settled: " + scene.cloud().calls());
      assertEquals(alone(last).digest(), settled.functions().get(0).digest());
      Outcomes.assertVerified(scene.destroy());
      assertEquals(empty, scene.cloud().state());
    }
  }

  /** What a deployment makes in a cloud that never held anything. */
  private FunctionOutcome alone(Application application) {
    try (Scene scene = Scene.of(this)) {
      return scene.deploy(application).functions().get(0);
    }
  }

  private static void disturb(Random random, Scene scene, Application application) {
    scene.cloud().forgetCalls();
    Point point = Point.values()[random.nextInt(Point.values().length)];
    scene.cloud().faults().strike(1 + random.nextInt(30), point, Fault.KILL);
    try {
      scene.deploy(application);
    } catch (Error expected) {
      if (expected instanceof AssertionError) {
        throw expected;
      }
    }
    scene.cloud().faults().clear();
  }

  /** A wanted state: code, memory and, where there is one, environment, at random. */
  private static Application some(Random random, Scene scene) {
    FunctionSpec function = scene.function("greeter");
    int memory = List.of(512, 1024, 2048).get(random.nextInt(3));
    function = function.withSizing(function.sizing().withMemoryMebibytes(memory));
    if (scene.cloud().provider().features().contains(Feature.ENVIRONMENT)) {
      function = function.withEnvironment(Map.of("LEVEL", "l" + random.nextInt(3)));
    }
    return scene.application("" + random.nextInt(3), function);
  }
}
