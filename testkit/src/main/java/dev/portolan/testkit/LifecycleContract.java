package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.PlanText;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A function's life: made, found, called, changed, rolled back, deleted. */
public interface LifecycleContract extends CloudUnderTest {
  @Test
  @DisplayName("A first deployment creates the function, finds it again and tells where it is")
  default void creates() {
    try (Scene scene = Scene.of(this)) {
      Outcome outcome = scene.deploy(scene.greeter("1"));
      Outcomes.assertVerified(outcome);
      FunctionOutcome greeter = outcome.functions().get(0);
      assertEquals("greeter", greeter.function());
      assertEquals(Action.CREATED, greeter.action());
      List<Deployed> found = scene.find();
      assertEquals(List.of("greeter"), found.stream().map(Deployed::function).toList());
      assertEquals(greeter.url(), found.get(0).url());
      assertEquals(greeter.version(), found.get(0).version());
      assertEquals(greeter.digest(), found.get(0).digest());
      assertTrue(greeter.version().isPresent(), "no version serves");
      boolean http =
          scene.cloud().provider().features().contains(Feature.HTTP)
              || scene.cloud().provider().features().contains(Feature.PUBLIC_HTTP);
      assertEquals(http, greeter.url().isPresent(), "an HTTP function has a URL, another has none");
    }
  }

  @Test
  @DisplayName("A deployed function answers")
  default void answers() {
    try (Scene scene = Scene.of(this)) {
      Assumptions.assumeTrue(scene.cloud().executes(), "nothing is executed here");
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      byte[] ada = "\"Ada\"".getBytes(StandardCharsets.UTF_8);
      var answer = scene.with(p -> p.invoke(SampleProject.OWNER, "greeter", ada));
      assertFalse(answer.failed());
      assertEquals("\"Hello, Ada!\"", new String(answer.payload(), StandardCharsets.UTF_8));
    }
  }

  @Test
  @DisplayName("A second deployment is an empty plan and no changing call")
  default void again() {
    try (Scene scene = Scene.of(this)) {
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      String before = scene.cloud().state();
      scene.cloud().forgetCalls();
      Outcome outcome = scene.deploy(scene.greeter("1"));
      Outcomes.assertVerified(outcome);
      assertEquals(Action.UNCHANGED, outcome.functions().get(0).action());
      assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
      assertTrue(outcome.plan().orElseThrow().isEmpty(), "the plan is not empty");
      assertEquals(before, scene.cloud().state());
      assertTrue(outcome.functions().get(0).version().isPresent(), "what serves is not told");
    }
  }

  @Test
  @DisplayName("A plan changes nothing, and is the same when asked for again")
  default void plansOnly() {
    try (Scene scene = Scene.of(this)) {
      Plan plan = scene.plan(scene.greeter("1"));
      assertEquals(PlanText.text(plan), PlanText.text(scene.plan(scene.greeter("1"))));
      assertFalse(plan.isEmpty());
      assertTrue(
          plan.steps().stream().noneMatch(step -> step.why().isBlank()), "a step says no why");
      assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
    }
  }

  @Test
  @DisplayName(
      "Changed code, a changed configuration, and both, are deployed and nothing is left over")
  default void changes() {
    changed(Change.CODE);
    changed(Change.CONFIGURATION);
    changed(Change.BOTH);
  }

  /** What differs between two deployments. */
  enum Change {
    CODE,
    CONFIGURATION,
    BOTH;

    Application of(Scene scene) {
      return switch (this) {
        case CODE -> scene.greeter("2");
        case CONFIGURATION -> scene.bigGreeter("1");
        case BOTH -> scene.bigGreeter("2");
      };
    }
  }

  private void changed(Change change) {
    try (Scene scene = Scene.of(this)) {
      Outcome first = scene.deploy(scene.greeter("1"));
      Outcomes.assertVerified(first);
      Outcome outcome = scene.deploy(change.of(scene));
      Outcomes.assertVerified(outcome);
      FunctionOutcome greeter = outcome.functions().get(0);
      assertEquals(Action.UPDATED, greeter.action(), change.name());
      assertEquals(first.functions().get(0).url(), greeter.url(), "the URL stays");
      if (change != Change.CONFIGURATION) {
        assertNotEquals(first.functions().get(0).digest(), greeter.digest(), change.name());
      }
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.deploy(change.of(scene)));
      assertEquals(0, scene.mutations(), () -> change + " again: " + scene.cloud().calls());
    }
  }

  @Test
  @DisplayName("Several functions are deployed at once; one that changes leaves the others alone")
  default void several() {
    try (Scene scene = Scene.of(this)) {
      Application two = scene.application("1", scene.function("greeter"), scene.function("waver"));
      Outcome first = scene.deploy(two);
      Outcomes.assertVerified(first);
      assertEquals(
          List.of("greeter", "waver"),
          scene.find().stream().map(Deployed::function).sorted().toList());
      var bigger = scene.function("waver");
      bigger = bigger.withSizing(bigger.sizing().withMemoryMebibytes(2048));
      Outcome second = scene.deploy(scene.application("1", scene.function("greeter"), bigger));
      Outcomes.assertVerified(second);
      assertEquals(Action.UNCHANGED, Outcomes.of(second, "greeter").action());
      assertEquals(Action.UPDATED, Outcomes.of(second, "waver").action());
      assertEquals(
          Outcomes.of(first, "greeter").version(), Outcomes.of(second, "greeter").version());
    }
  }

  @Test
  @DisplayName("A removal leaves nothing; one more has nothing to do")
  default void destroys() {
    try (Scene scene = Scene.of(this)) {
      String empty = scene.cloud().state();
      Application two = scene.application("1", scene.function("greeter"), scene.function("waver"));
      Outcomes.assertVerified(scene.deploy(two));
      Outcomes.assertVerified(scene.deploy(scene.bigGreeter("2")));
      assertNotEquals(empty, scene.cloud().state());
      Outcome outcome = scene.destroy();
      Outcomes.assertVerified(outcome);
      assertEquals(empty, scene.cloud().state());
      assertEquals(List.of(), scene.find());
      assertTrue(
          outcome.functions().stream().allMatch(one -> one.action() == Action.DELETED),
          () -> outcome.functions().toString());
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.destroy());
      assertEquals(0, scene.mutations());
    }
  }

  @Test
  @DisplayName("What someone changed by hand is shown as drift and put back")
  default void drift() {
    try (Scene scene = Scene.of(this)) {
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      String before = scene.cloud().state();
      scene.cloud().drift(SampleProject.OWNER, "greeter");
      assertNotEquals(before, scene.cloud().state(), "the harness changed nothing");
      String text = PlanText.text(scene.plan(scene.greeter("1")));
      assertTrue(text.contains("drift"), text);
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      assertEquals(before, scene.cloud().state());
    }
  }

  @Test
  @Holds(value = Feature.ROLLBACK, refused = Feature.ROLLBACK)
  @DisplayName("A rollback makes the version before serve again, code and configuration")
  default void rollback() {
    try (Scene scene = Scene.of(this)) {
      Outcome first = scene.deploy(scene.greeter("1"));
      Outcomes.assertVerified(first);
      Outcomes.assertVerified(scene.deploy(scene.bigGreeter("2")));
      if (!scene.cloud().provider().features().contains(Feature.ROLLBACK)) {
        scene.cloud().forgetCalls();
        assertFalse(scene.rollback("greeter", Optional.empty()).succeeded());
        assertEquals(0, scene.mutations(), "no version is kept, and none is brought back");
        return;
      }
      Outcome back = scene.rollback("greeter", Optional.empty());
      Outcomes.assertVerified(back);
      FunctionOutcome was = first.functions().get(0);
      FunctionOutcome is = back.functions().get(0);
      assertEquals(was.version(), is.version());
      assertEquals(was.digest(), is.digest());
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.rollback("greeter", was.version()));
      assertEquals(0, scene.mutations(), () -> "rolled back already: " + scene.cloud().calls());
      Outcomes.assertVerified(scene.deploy(scene.bigGreeter("2")));
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.deploy(scene.bigGreeter("2")));
      assertEquals(0, scene.mutations());
    }
  }

  @Test
  @DisplayName("A rollback of what is not there, or to what is not kept, changes nothing")
  default void noRollback() {
    try (Scene scene = Scene.of(this)) {
      assertFalse(scene.rollback("greeter", Optional.empty()).succeeded());
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      scene.cloud().forgetCalls();
      assertFalse(scene.rollback("greeter", Optional.empty()).succeeded());
      assertFalse(scene.rollback("greeter", Optional.of("4711")).succeeded());
      assertEquals(0, scene.mutations());
    }
  }
}
