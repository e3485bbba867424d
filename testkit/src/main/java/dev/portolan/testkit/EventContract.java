package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Functions that events call, with each kind of trigger that the provider claims.
 *
 * <p>The code that is deployed is the same whatever calls it: what has to change, the deployer must
 * see by itself.
 */
public interface EventContract extends CloudUnderTest {
  @Test
  @DisplayName("A function that only events call is created, has no URL, and is left alone then")
  default void listens() {
    each(
        feature -> {
          try (Scene scene = Scene.of(this)) {
            Application application = onlyEvents(scene, EventTriggers.of(feature));
            Outcome first = scene.deploy(application);
            Outcomes.assertVerified(first);
            FunctionOutcome greeter = first.functions().get(0);
            assertEquals(Action.CREATED, greeter.action());
            assertEquals(Optional.empty(), greeter.url(), "nobody calls it over HTTP");
            assertEquals(
                List.of("greeter"), scene.find().stream().map(Deployed::function).toList());
            String before = scene.cloud().state();
            scene.cloud().forgetCalls();
            Outcome again = scene.deploy(application);
            Outcomes.assertVerified(again);
            assertEquals(Action.UNCHANGED, again.functions().get(0).action());
            assertTrue(again.plan().orElseThrow().isEmpty(), "the plan is not empty");
            assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
            assertEquals(before, scene.cloud().state());
          }
        });
  }

  @Test
  @Holds({
    Feature.SCHEDULE,
    Feature.TOPIC,
    Feature.QUEUE,
    Feature.OBJECTS,
    Feature.RECORDS,
    Feature.KAFKA
  })
  @DisplayName("A changed trigger is updated: the cloud holds what it would hold had it been first")
  default void changedTrigger() {
    each(
        feature -> {
          Trigger first = EventTriggers.of(feature);
          for (Trigger changed : EventTriggers.changed(feature)) {
            changes(first, changed);
            changes(changed, first);
          }
        });
  }

  private void changes(Trigger from, Trigger to) {
    Becoming.check(this, listening(from), listening(to), from + " to " + to);
  }

  @Test
  @DisplayName("Of a trigger that is taken from a function nothing is left; another's stays")
  default void removedTrigger() {
    each(
        feature -> {
          String never;
          try (Scene scene = Scene.of(this)) {
            Outcomes.assertVerified(scene.deploy(twoFunctions(scene, Optional.empty(), feature)));
            never = scene.cloud().state();
          }
          try (Scene scene = Scene.of(this)) {
            Outcomes.assertVerified(
                scene.deploy(twoFunctions(scene, Optional.of(feature), feature)));
            assertNotEquals(never, scene.cloud().state());
            Outcome outcome = scene.deploy(twoFunctions(scene, Optional.empty(), feature));
            Outcomes.assertVerified(outcome);
            assertEquals(Action.UPDATED, Outcomes.of(outcome, "greeter").action());
            assertEquals(Action.UNCHANGED, Outcomes.of(outcome, "waver").action());
            assertEquals(never, scene.cloud().state());
          }
        });
  }

  @Test
  @DisplayName("A removal leaves nothing of a trigger; one more has nothing to do")
  default void destroysTrigger() {
    each(
        feature -> {
          try (Scene scene = Scene.of(this)) {
            String empty = scene.cloud().state();
            Outcomes.assertVerified(scene.deploy(onlyEvents(scene, EventTriggers.of(feature))));
            assertNotEquals(empty, scene.cloud().state());
            Outcomes.assertVerified(scene.destroy());
            assertEquals(empty, scene.cloud().state());
            scene.cloud().forgetCalls();
            Outcomes.assertVerified(scene.destroy());
            assertEquals(0, scene.mutations());
          }
        });
  }

  @Test
  @Holds(Feature.DEAD_LETTER)
  @DisplayName(
      "Dead letters are kept, kept elsewhere and kept no longer, as if it had been so first")
  default void deadLetters() {
    try (Scene scene = Scene.of(this)) {
      Assumptions.assumeTrue(
          scene.cloud().provider().features().contains(Feature.DEAD_LETTER),
          "the provider claims no dead letters");
    }
    each(
        feature -> {
          FunctionSpec none = listening(EventTriggers.of(feature));
          if (!none.isSentEvents()) {
            return;
          }
          FunctionSpec first = none.withDeadLetter(SampleProject.DEAD_LETTERS.get(0));
          Becoming.check(this, none, first, "kept");
          Becoming.check(
              this,
              first,
              none.withDeadLetter(SampleProject.DEAD_LETTERS.get(1)),
              "kept elsewhere");
          Becoming.check(this, first, none, "kept no longer");
        });
  }

  private void each(Consumer<Feature> work) {
    List<Feature> claimed;
    try (Scene scene = Scene.of(this)) {
      claimed = EventTriggers.among(scene.cloud().provider().features());
    }
    Assumptions.assumeFalse(claimed.isEmpty(), "the provider claims no event triggers");
    Cases cases = new Cases();
    claimed.forEach(feature -> cases.add(feature.name(), () -> work.accept(feature)));
    cases.run();
  }

  private static Application onlyEvents(Scene scene, Trigger trigger) {
    return scene.application("1", listening(trigger));
  }

  private static FunctionSpec listening(Trigger trigger) {
    return SampleProject.function("greeter", Set.of()).withTriggers(List.of(trigger));
  }

  /** Two functions, of which one has the same trigger as the other, or has not. */
  private static Application twoFunctions(Scene scene, Optional<Feature> first, Feature second) {
    return scene.application(
        "1",
        and(scene.function("greeter"), first.map(EventTriggers::of)),
        and(scene.function("waver"), Optional.of(EventTriggers.another(second))));
  }

  private static FunctionSpec and(FunctionSpec function, Optional<Trigger> trigger) {
    List<Trigger> triggers = new ArrayList<>(function.triggers());
    trigger.ifPresent(triggers::add);
    return function.withTriggers(triggers);
  }
}
