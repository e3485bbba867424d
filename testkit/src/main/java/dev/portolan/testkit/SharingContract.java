package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Responses that pages of other origins may read. */
public interface SharingContract extends CloudUnderTest {
  @Test
  @Holds(Feature.CORS)
  @DisplayName("Pages of other origins are let in, others in their place, and none any more")
  default void sharing() {
    try (Scene scene = Scene.of(this)) {
      Assumptions.assumeTrue(
          scene.cloud().provider().features().contains(Feature.CORS), "not claimed");
      String empty = scene.cloud().state();
      expect(scene, Action.CREATED, http -> http);
      expect(scene, Action.UPDATED, http -> http.withCors(Cors.of("https://a.example")));
      expect(
          scene, Action.UPDATED, http -> http.withCors(Cors.of("*").withHeaders(List.of("x-key"))));
      expect(scene, Action.UPDATED, http -> http);
      Outcomes.assertVerified(scene.destroy());
      assertEquals(empty, scene.cloud().state());
    }
  }

  private static void expect(Scene scene, Action action, UnaryOperator<Trigger.Http> change) {
    FunctionSpec function = scene.function("greeter");
    FunctionSpec changed =
        function.withTriggers(
            function.triggers(Trigger.Http.class).<Trigger>map(change::apply).toList());
    Outcome outcome = scene.deploy(scene.application("1", changed));
    Outcomes.assertVerified(outcome);
    assertEquals(action, outcome.functions().get(0).action());
    scene.cloud().forgetCalls();
    Outcomes.assertVerified(scene.deploy(scene.application("1", changed)));
    assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
  }
}
