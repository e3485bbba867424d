package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No secret is ever told: not by plans, progress, reports or exceptions, and not by artifacts. */
public interface SecrecyContract extends CloudUnderTest {
  @Test
  @DisplayName("Credentials and secret values are told by nothing, whatever goes wrong")
  default void nothingTellsSecrets() {
    Faultless faultless = Faultless.run(Operation.CREATE, this);
    Cases cases = new Cases();
    cases.add("undisturbed", () -> secretive(0, Fault.SERVER_ERROR));
    for (Call call : faultless.calls()) {
      cases.add("expired at " + call, () -> secretive(call.number(), Fault.EXPIRED_CREDENTIALS));
      cases.add("broken from " + call, () -> secretive(call.number(), Fault.SERVER_ERROR));
    }
    cases.run();
  }

  private void secretive(int from, Fault fault) {
    try (Scene scene = Scene.of(this)) {
      Set<String> secrets = new TreeSet<>(scene.cloud().credentials());
      Application application = withSecrets(scene, secrets);
      for (int number = from; from > 0 && number < from + 200; number++) {
        scene.cloud().faults().strike(number, Point.BEFORE_SEND, fault);
      }
      Outcome outcome = scene.deploy(application);
      Canaries.assertNone(scene.told(outcome), secrets);
      scene.cloud().faults().clear();
      Canaries.assertNone(scene.told(scene.deploy(application)), secrets);
    }
  }

  @Test
  @DisplayName("A changed secret value is told as a change, not as a value")
  default void changedSecret() {
    try (Scene scene = Scene.of(this)) {
      Assumptions.assumeTrue(
          scene.cloud().provider().features().contains(Feature.ENVIRONMENT),
          "the provider has no environment");
      Set<String> secrets = new TreeSet<>();
      Outcomes.assertVerified(scene.deploy(withSecrets(scene, secrets)));
      FunctionSpec function = scene.function("greeter");
      secrets.add(Canaries.canary("changed"));
      Application changed =
          scene.application(
              "1", function.withEnvironment(Map.of("DB_PASSWORD", Canaries.canary("changed"))));
      Outcome outcome = scene.deploy(changed);
      Outcomes.assertVerified(outcome);
      assertFalse(outcome.plan().orElseThrow().isEmpty(), "a changed value is no change");
      Canaries.assertNone(scene.told(outcome), secrets);
    }
  }

  @Test
  @DisplayName("An artifact holds no value of a setting or of the environment")
  default void artifact() throws Exception {
    try (Scene scene = Scene.of(this)) {
      Set<String> secrets = new TreeSet<>(scene.cloud().credentials());
      Application application = withSecrets(scene, secrets);
      assertTrue(!secrets.isEmpty(), "there is no secret to look for");
      Canaries.assertNone(Canaries.contents(scene.pack(application).file()), secrets);
    }
  }

  /** The greeter, with as many secrets in its environment as the provider allows. */
  private static Application withSecrets(Scene scene, Set<String> secrets) {
    Map<String, String> environment = new TreeMap<>();
    Set<Feature> features = scene.cloud().provider().features();
    if (features.contains(Feature.ENVIRONMENT)) {
      for (String name : Set.of("DB_PASSWORD", "API_TOKEN", "PRIVATE_NOTE")) {
        secrets.add(Canaries.canary(name));
        environment.put(name, Canaries.canary(name));
      }
    }
    return scene.application("1", scene.function("greeter").withEnvironment(environment));
  }
}
