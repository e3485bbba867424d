package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.FunctionSpec;

/** What a changed function leaves in a cloud. */
final class Becoming {
  private Becoming() {}

  /** The cloud holds what it would hold had the second been first, and nothing when it goes. */
  static void check(CloudUnderTest test, FunctionSpec from, FunctionSpec to, String what) {
    String wanted;
    try (Scene scene = Scene.of(test)) {
      Outcomes.assertVerified(scene.deploy(scene.application("1", to)));
      wanted = scene.cloud().state();
    }
    try (Scene scene = Scene.of(test)) {
      String empty = scene.cloud().state();
      Outcomes.assertVerified(scene.deploy(scene.application("1", from)));
      assertNotEquals(wanted, scene.cloud().state(), what);
      Outcome outcome = scene.deploy(scene.application("1", to));
      Outcomes.assertVerified(outcome);
      assertEquals(Action.UPDATED, outcome.functions().get(0).action(), what);
      assertEquals(wanted, scene.cloud().state(), what);
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.deploy(scene.application("1", to)));
      assertEquals(0, scene.mutations(), () -> what + " again: " + scene.cloud().calls());
      Outcomes.assertVerified(scene.destroy());
      assertEquals(empty, scene.cloud().state(), what);
    }
  }
}
