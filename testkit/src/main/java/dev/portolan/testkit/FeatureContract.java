package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is claimed beside triggers and uses reaches the cloud, as asked for and no longer. */
public interface FeatureContract extends CloudUnderTest {
  @Test
  @Holds({
    Feature.HTTP,
    Feature.PUBLIC_HTTP,
    Feature.DIRECT_INVOCATION,
    Feature.ENVIRONMENT,
    Feature.SECRET_REFERENCES,
    Feature.MAX_CONCURRENCY,
    Feature.ARM64
  })
  @DisplayName("What a function asks for is in the cloud, and that it comes or goes is a change")
  default void askedFor() {
    Set<Feature> features = claims();
    Cases cases = new Cases();
    for (Feature feature : features) {
      without(feature, features)
          .ifPresent(
              without -> {
                // None of those that are looked at here asks for tokens of an issuer.
                FunctionSpec with = Asking.forIt(feature, features, "").orElseThrow();
                cases.add(feature.name(), () -> bothWays(without, with, feature));
              });
    }
    cases.run();
  }

  @Test
  @Holds({Feature.SNAPSHOT, Feature.OWN_PERMISSIONS})
  @DisplayName("So is what a provider's own setting asks for, which only who claims it has")
  default void askedForBySetting() {
    Set<Feature> features = claims();
    Cases cases = new Cases();
    for (Feature feature : List.of(Feature.SNAPSHOT, Feature.OWN_PERMISSIONS)) {
      Map<String, String> settings = settingsFor().getOrDefault(feature, Map.of());
      assertEquals(features.contains(feature), !settings.isEmpty(), "a setting for " + feature);
      if (!settings.isEmpty()) {
        FunctionSpec plain = SampleProject.function("greeter", features);
        FunctionSpec asking = plain.withSettings(settings);
        cases.add(feature.name(), () -> bothWays(plain, asking, feature));
      }
    }
    Assumptions.assumeFalse(settingsFor().isEmpty(), "the provider claims none of these");
    cases.run();
  }

  @Test
  @Holds(value = Feature.LOGS, refused = Feature.LOGS)
  @DisplayName("A function's log is read, or it is said that it cannot be")
  default void logs() {
    try (Scene scene = Scene.of(this)) {
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      Instant from = scene.cloud().time().now();
      List<Deployer.LogLine> lines = new ArrayList<>();
      if (scene.cloud().provider().features().contains(Feature.LOGS)) {
        Instant next = scene.with(p -> p.logs(SampleProject.OWNER, "greeter", from, lines::add));
        assertFalse(next.isBefore(from), "going on from " + next + " tells lines twice");
      } else {
        DeployException refused =
            assertThrows(
                DeployException.class,
                () -> scene.with(p -> p.logs(SampleProject.OWNER, "greeter", from, lines::add)));
        assertEquals(DeployException.Kind.UNSUPPORTED, refused.kind());
        assertFalse(refused.hint().isBlank(), "nothing to do instead");
      }
    }
  }

  private Set<Feature> claims() {
    try (Scene scene = Scene.of(this)) {
      return scene.cloud().provider().features();
    }
  }

  private void bothWays(FunctionSpec without, FunctionSpec with, Feature feature) {
    assertNotEquals(alone(without), alone(with), feature + " leaves nothing in the cloud");
    becomes(without, with, feature + " asked for");
    becomes(with, without, feature + " asked for no longer");
  }

  private String alone(FunctionSpec function) {
    try (Scene scene = Scene.of(this)) {
      Outcomes.assertVerified(scene.deploy(scene.application("1", function)));
      return scene.cloud().state();
    }
  }

  private void becomes(FunctionSpec from, FunctionSpec to, String what) {
    try (Scene scene = Scene.of(this)) {
      String empty = scene.cloud().state();
      Outcomes.assertVerified(scene.deploy(scene.application("1", from)));
      Outcome outcome = scene.deploy(scene.application("1", to));
      Outcomes.assertVerified(outcome);
      assertEquals(Action.UPDATED, outcome.functions().get(0).action(), what);
      scene.cloud().forgetCalls();
      Outcomes.assertVerified(scene.deploy(scene.application("1", to)));
      assertEquals(0, scene.mutations(), () -> what + " again: " + scene.cloud().calls());
      Outcomes.assertVerified(scene.destroy());
      assertEquals(empty, scene.cloud().state(), what);
    }
  }

  /** A function that does not ask for it; none if others look at that. */
  private static Optional<FunctionSpec> without(Feature feature, Set<Feature> features) {
    FunctionSpec plain = SampleProject.function("greeter", features);
    FunctionSpec uncalled = plain.withTriggers(List.of());
    return switch (feature) {
      case HTTP -> Optional.of(features.contains(Feature.PUBLIC_HTTP) ? plain : uncalled);
      case PUBLIC_HTTP ->
          Optional.of(
              features.contains(Feature.HTTP)
                  ? Asking.http(plain, Trigger.Access.AUTHENTICATED)
                  : uncalled);
      case DIRECT_INVOCATION, ENVIRONMENT, SECRET_REFERENCES, MAX_CONCURRENCY, ARM64 ->
          Optional.of(plain);
      default -> Optional.empty();
    };
  }
}
