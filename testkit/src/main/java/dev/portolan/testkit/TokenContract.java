package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Callers whom signed tokens identify. */
public interface TokenContract extends CloudUnderTest {
  @Test
  @Holds(Feature.JWT)
  @DisplayName("Tokens of an issuer are taken, others in their place, and none any more")
  default void tokens() {
    try (Scene scene = Scene.of(this)) {
      Assumptions.assumeTrue(
          scene.cloud().provider().features().contains(Feature.JWT), "not claimed");
      String empty = scene.cloud().state();
      Trigger.Http closed =
          new Trigger.Http("/greeter", List.of("GET", "POST"), Trigger.Access.AUTHENTICATED);
      Jwt jwt = Jwt.of(scene.cloud().issuer(), "shop", "desk");
      expect(scene, Action.CREATED, closed);
      expect(scene, Action.UPDATED, closed.withJwt(jwt));
      expect(scene, Action.UPDATED, closed.withJwt(jwt.withScopes(List.of("order", "look"))));
      expect(scene, Action.UPDATED, closed.withJwt(jwt.withAudiences(List.of("desk"))));
      expect(scene, Action.UPDATED, closed);
      Outcomes.assertVerified(scene.destroy());
      assertEquals(empty, scene.cloud().state());
      expect(scene, Action.CREATED, closed.withJwt(jwt));
      Outcomes.assertVerified(scene.destroy());
      assertEquals(empty, scene.cloud().state());
    }
  }

  private static void expect(Scene scene, Action action, Trigger.Http http) {
    FunctionSpec changed = scene.function("greeter").withTriggers(List.of(http));
    Outcome outcome = scene.deploy(scene.application("1", changed));
    Outcomes.assertVerified(outcome);
    assertEquals(action, outcome.functions().get(0).action());
    scene.cloud().forgetCalls();
    Outcomes.assertVerified(scene.deploy(scene.application("1", changed)));
    assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
  }
}
