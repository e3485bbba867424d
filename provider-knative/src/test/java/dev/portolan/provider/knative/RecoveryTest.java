package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.Projects;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import dev.portolan.testkit.Holds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a bad revision, and how the next deployment or a rollback gets past it. */
final class RecoveryTest {
  @TempDir Path work;
  private final TroubledPods pods = new TroubledPods();
  private final EmbeddedCloud cloud = new EmbeddedCloud(pods);
  private Application project;

  @BeforeEach
  void project() throws IOException {
    project = Projects.greeter(work);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void aFirstDeploymentThatFailedIsRepairedByOtherCode() {
    failOn("bad");
    assertEquals(ExitCode.FAILED_PART_WAY, deploy(cloud, "bad").exitCode());

    verified(deploy(cloud, "good"));
    assertEquals(
        1, function().versions().size(), "what never served is swept: " + function().versions());
  }

  @Test
  void aFirstDeploymentThatFailedIsRepairedByWhatItLacked() {
    failOn("good");
    Outcome failed = deploy(cloud, "good");
    assertEquals(ExitCode.FAILED_PART_WAY, failed.exitCode());
    assertTrue(failed.error().orElseThrow().getMessage().contains("ended with code 3"));

    failOn("nothing");
    verified(deploy(cloud, "good"));
  }

  @Test
  void aRevisionThatFailsLeavesUsersWhereTheyAre() {
    String good = verified(deploy(cloud, "good"));
    failOn("bad");
    assertEquals(ExitCode.FAILED_PART_WAY, deploy(cloud, "bad").exitCode());
    assertEquals(Optional.of(good), function().version());
    failOn("nothing");
    assertNotEquals(good, verified(deploy(cloud, "bad")));
  }

  @Test
  void withoutAProbeARevisionIsStillWaitedForBeforeItGetsUsers() {
    String good = verified(deploy(cloud, "good", Map.of("probe", "none")));
    int change = firstChange();
    failOn("other");
    cloud.forgetCalls();
    cloud.faults().strike(change, Point.AFTER_COMMIT, Fault.KILL);
    assertThrows(Error.class, () -> deploy(cloud, "other", Map.of("probe", "none")));
    cloud.faults().clear();

    Outcome again = deploy(cloud, "other", Map.of("probe", "none"));
    assertEquals(ExitCode.FAILED_PART_WAY, again.exitCode(), again.toString());
    assertEquals(Optional.of(good), function().version());
  }

  @Test
  @Holds(value = Feature.PROBE, at = "knative")
  void aRollbackGoesToWhatServedAndNotToWhatOnlyWasReady() {
    String one = verified(deploy(cloud, "one"));
    pods.mute(plan -> plan.environment().getOrDefault("LEVEL", "").equals("two"));
    Outcome two = deploy(cloud, "two");
    assertEquals(ExitCode.FAILED_PART_WAY, two.exitCode(), two.toString());
    assertTrue(two.error().orElseThrow().getMessage().contains("does not answer"), two.toString());
    String three = verified(deploy(cloud, "three"));
    assertEquals(2, function().versions().size(), function().versions().toString());

    String back = verified(rollback());
    assertEquals(one, back);
    Outcome further = rollback();
    assertTrue(further.error().orElseThrow().getMessage().contains("older than the one"));
    assertNotEquals(one, three);
  }

  @Test
  void whatOnlyEventsCallStaysInsideUntilAnotherRevisionServes() {
    Trigger orders = new Trigger.Topic("orders", List.of());
    verified(deploy(List.of(orders), "events"));
    assertTrue(hidden());
    List<Trigger> both = List.of(http(), orders);
    failOn("open");
    assertEquals(ExitCode.FAILED_PART_WAY, deploy(both, "open").exitCode());
    assertTrue(hidden(), "what serves is still the one that only events call");

    failOn("nothing");
    verified(deploy(both, "open"));
    assertFalse(hidden());
    verified(rollback());
    assertTrue(hidden(), "so is what a rollback brings back");
    assertEquals(Optional.empty(), function().url());
  }

  @Test
  void aFunctionThatSomebodyHidIsPublicAgain() {
    verified(deploy(cloud, "good"));
    cloud.hide(project.owner(), "greeter");
    assertTrue(hidden());
    verified(deploy(cloud, "good"));
    assertFalse(hidden());
  }

  @Test
  void whatNeverServedTakesNoPlaceFromWhatDid() {
    Map<String, String> two = Map.of("keepRevisions", "2");
    String one = verified(deploy(cloud, "one", two));
    pods.mute(plan -> plan.environment().getOrDefault("LEVEL", "").startsWith("bad"));
    deploy(cloud, "bad", two);
    deploy(cloud, "bad again", two);
    verified(deploy(cloud, "three", two));
    assertEquals(one, verified(rollback()));
  }

  private boolean hidden() {
    return cloud.state().contains("visibility = cluster-local");
  }

  private static Trigger http() {
    return Projects.function("greeter", Trigger.Access.PUBLIC).triggers().get(0);
  }

  private Outcome deploy(List<Trigger> triggers, String level) {
    FunctionSpec function =
        Projects.function("greeter", Trigger.Access.PUBLIC)
            .withTriggers(triggers)
            .withEnvironment(Map.of("LEVEL", level));
    return with(
        cloud, one -> one.deploy(project.withFunctions(List.of(function)), work.resolve("out")));
  }

  private void failOn(String level) {
    pods.fail(plan -> plan.environment().getOrDefault("LEVEL", "").equals(level));
  }

  /** The number of the first call that changes an object of the cluster, in a cloud like ours. */
  private int firstChange() {
    try (EmbeddedCloud twin = new EmbeddedCloud()) {
      deploy(twin, "good", Map.of("probe", "none"));
      twin.forgetCalls();
      deploy(twin, "other", Map.of("probe", "none"));
      return twin.calls().stream()
          .filter(call -> call.mutates() && !call.name().startsWith("registry:"))
          .mapToInt(Call::number)
          .findFirst()
          .orElseThrow();
    }
  }

  private Outcome deploy(EmbeddedCloud to, String level) {
    return deploy(to, level, Map.of());
  }

  private Outcome deploy(EmbeddedCloud to, String level, Map<String, String> settings) {
    FunctionSpec function =
        Projects.function("greeter", Trigger.Access.PUBLIC)
            .withEnvironment(Map.of("LEVEL", level))
            .withSettings(settings);
    return with(
        to, one -> one.deploy(project.withFunctions(List.of(function)), work.resolve("out")));
  }

  private Outcome rollback() {
    return with(cloud, one -> one.rollback(project.owner(), "greeter", Optional.empty()));
  }

  private Deployed function() {
    return with(cloud, one -> one.find(project.owner())).get(0);
  }

  private static String verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), outcome.toString());
    return outcome.functions().get(0).version().orElseThrow();
  }

  private static <T> T with(EmbeddedCloud to, Function<Portolan, T> work) {
    Portolan.Options options = Portolan.Options.standard().withTime(to.time()).withParallelism(1);
    try (Portolan portolan = Portolan.open(to.provider(), to.settings(), options)) {
      return work.apply(portolan);
    }
  }
}
