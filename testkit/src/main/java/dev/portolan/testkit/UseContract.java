package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Functions that send to queues, read from buckets or store in them, as far as the provider claims
 * it.
 *
 * <p>The code that is deployed is the same whatever it uses: rights and places that have to change,
 * the deployer must see by itself. That code is let do what was declared, and no more, is seen by
 * tests that run it.
 */
public interface UseContract extends CloudUnderTest {
  @Test
  @DisplayName("What a function uses is given to it, and it is left alone then")
  default void usesAreGiven() {
    each(
        (feature, plain) -> {
          try (Scene scene = Scene.of(this)) {
            FunctionSpec using = plain.withUses(SampleUses.of(feature));
            Outcomes.assertVerified(scene.deploy(scene.application("1", using)));
            String before = scene.cloud().state();
            scene.cloud().forgetCalls();
            Outcome again = scene.deploy(scene.application("1", using));
            Outcomes.assertVerified(again);
            assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
            assertEquals(before, scene.cloud().state());
          }
        });
  }

  @Test
  @Holds({Feature.SENDING, Feature.BUCKETS})
  @DisplayName("A use that comes, changes or goes leaves what would be there had it been so first")
  default void usesChange() {
    each(
        (feature, plain) -> {
          List<Use> first = SampleUses.of(feature);
          FunctionSpec using = plain.withUses(first);
          Becoming.check(this, plain, using, "nothing to " + first);
          Becoming.check(this, using, plain, first + " to nothing");
          for (List<Use> changed : SampleUses.changed(feature)) {
            FunctionSpec other = plain.withUses(changed);
            Becoming.check(this, using, other, first + " to " + changed);
            Becoming.check(this, other, using, changed + " to " + first);
          }
        });
  }

  private void each(BiConsumer<Feature, FunctionSpec> work) {
    Set<Feature> features;
    try (Scene scene = Scene.of(this)) {
      features = scene.cloud().provider().features();
    }
    List<Feature> claimed = SampleUses.among(features);
    Assumptions.assumeFalse(claimed.isEmpty(), "the provider claims neither queues nor buckets");
    FunctionSpec plain = SampleProject.function("greeter", features);
    Cases cases = new Cases();
    claimed.forEach(feature -> cases.add(feature.name(), () -> work.accept(feature, plain)));
    cases.run();
  }
}
