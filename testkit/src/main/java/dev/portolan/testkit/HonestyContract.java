package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run says what became of it, no more and no less, and calls no oftener than it should. */
public interface HonestyContract extends CloudUnderTest {
  @Test
  @DisplayName("A first deployment, and one without changes, stay within their calls")
  default void calls() {
    try (Scene scene = Scene.of(this)) {
      Outcome first = scene.deploy(scene.greeter("1"));
      Outcomes.assertVerified(first);
      assertTrue(scene.reads() <= limits().firstReads(), () -> "reads: " + scene.cloud().calls());
      assertTrue(
          scene.mutations() <= limits().firstMutations(),
          () -> "mutations: " + scene.cloud().calls());
      assertEquals(scene.mutations(), first.calls().mutations(), "the outcome's own count");
      scene.cloud().forgetCalls();
      Outcome again = scene.deploy(scene.greeter("1"));
      assertTrue(scene.reads() <= limits().againReads(), () -> "reads: " + scene.cloud().calls());
      assertEquals(0, again.calls().mutations());
    }
  }

  @Test
  @DisplayName(
      "Refused at any call for good: success only if proven, else 1, 2, 4 or 5 as something changed")
  default void exitCodes() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    Cases cases = new Cases();
    for (Call call : faultless.calls()) {
      cases.add("refused at " + call, () -> exitCode(faultless, call));
    }
    cases.run();
  }

  private void exitCode(Faultless faultless, Call call) {
    try (Scene scene = Operation.CREATE.before(this)) {
      for (int later = 0; later < 200; later++) {
        scene
            .cloud()
            .faults()
            .strike(call.number() + later, Point.BEFORE_SEND, Fault.EXPIRED_CREDENTIALS);
      }
      Outcome outcome = Operation.CREATE.run(scene);
      if (outcome.succeeded()) {
        // proven before the refusal, which only kept it from being told where things are
        assertEquals(faultless.state(), scene.cloud().state());
        return;
      }
      boolean sent = scene.mutations() > 0;
      List<ExitCode> honest =
          sent
              ? List.of(ExitCode.FAILED_PART_WAY, ExitCode.UNKNOWN)
              : List.of(ExitCode.REFUSED, ExitCode.FAILED_UNCHANGED);
      assertTrue(honest.contains(outcome.exitCode()), () -> outcome.exitCode() + ", not " + honest);
      DeployException error = outcome.error().orElseThrow();
      assertTrue(!error.hint().isBlank(), () -> "nothing to do: " + error.getMessage());
    }
  }

  @Test
  @DisplayName("A changing call whose fate cannot be found out ends in 5")
  default void unknown() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    Call last = null;
    for (Call call : faultless.calls()) {
      last = call.mutates() ? call : last;
    }
    try (Scene scene = Operation.CREATE.before(this)) {
      scene.cloud().faults().strike(last.number(), Point.AFTER_COMMIT, Fault.LOSE_RESPONSE);
      for (int later = 1; later < 500; later++) {
        scene
            .cloud()
            .faults()
            .strike(last.number() + later, Point.BEFORE_SEND, Fault.LOSE_RESPONSE);
      }
      Outcomes.assertCode(ExitCode.UNKNOWN, Operation.CREATE.run(scene));
    }
  }

  @Test
  @Holds(
      refused = {
        Feature.HTTP,
        Feature.PUBLIC_HTTP,
        Feature.JWT,
        Feature.STREAMING,
        Feature.CORS,
        Feature.DIRECT_INVOCATION,
        Feature.SCHEDULE,
        Feature.TOPIC,
        Feature.QUEUE,
        Feature.OBJECTS,
        Feature.RECORDS,
        Feature.KAFKA,
        Feature.DEAD_LETTER,
        Feature.SENDING,
        Feature.BUCKETS,
        Feature.ENVIRONMENT,
        Feature.SECRET_REFERENCES,
        Feature.MAX_CONCURRENCY,
        Feature.ARM64
      })
  @DisplayName("A feature that is not claimed is refused before any call")
  default void notClaimed() {
    for (Feature feature : Feature.values()) {
      try (Scene scene = Scene.of(this)) {
        Optional<FunctionSpec> needing =
            Asking.forIt(feature, scene.cloud().provider().features(), scene.cloud().issuer());
        if (needing.isEmpty() || scene.cloud().provider().features().contains(feature)) {
          continue;
        }
        Outcome outcome = scene.deploy(scene.application("1", needing.get()));
        Outcomes.assertCode(ExitCode.REFUSED, outcome);
        assertEquals(DeployException.Kind.UNSUPPORTED, outcome.error().orElseThrow().kind());
        assertEquals(List.of(), scene.cloud().calls(), feature.name());
      }
    }
  }

  @Test
  @Holds(refused = {Feature.SNAPSHOT, Feature.OWN_PERMISSIONS})
  @DisplayName("An unknown setting is refused before any call, with the nearest name")
  default void unknownSetting() {
    try (Scene scene = Scene.of(this)) {
      Application application = scene.greeter("1");
      Settings settings = scene.cloud().settings().with(Map.of("noSuchSetting", "x"));
      List<Problem> problems = scene.check(application, settings);
      assertTrue(
          problems.stream().anyMatch(problem -> problem.where().contains("noSuchSetting")),
          problems::toString);
      assertEquals(List.of(), scene.cloud().calls());
    }
  }
}
