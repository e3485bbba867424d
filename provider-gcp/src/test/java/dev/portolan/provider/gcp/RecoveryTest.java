package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.plane.InstantPlane;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.testkit.Holds;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision that does not start: nobody is sent to it, and the next run goes on from there. */
class RecoveryTest {
  private static final String CAUSE = "The user-provided container failed to start";

  @TempDir private Path work;
  private boolean mended;
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(Product.RUN, world -> InstantPlane.of(this::verdict));

  @AfterEach
  void close() {
    cloud.close();
  }

  /** What is told to be broken fails, until it is mended. */
  private Standing verdict(RevisionPlan plan) {
    boolean broken = plan.environment().getOrDefault("LEVEL", "").equals("broken");
    return broken && !mended ? Standing.failed(CAUSE) : Standing.ready();
  }

  @Test
  @Holds(value = Feature.PROBE, at = "gcp")
  @DisplayName("The old revision serves on, and the cause is told")
  void servesOn() {
    Outcome first = deploy("fine");
    Outcome broken = deploy("broken");
    assertEquals(DeployException.Kind.UNHEALTHY, broken.error().orElseThrow().kind());
    assertTrue(broken.error().orElseThrow().getMessage().contains(CAUSE));
    assertEquals(first.functions().get(0).version(), found().version());
    assertEquals(1, found().versions().size(), "what never served is no version to go back to");
  }

  @Test
  @DisplayName("What failed is made anew, since Cloud Run would take an equal one for it")
  void madeAnew() {
    deploy("fine");
    deploy("broken");
    mended = true;
    verified(deploy("broken"));
    cloud.forgetCalls();
    verified(deploy("broken"));
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("A first revision that fails is followed by one that does not")
  void firstFails() {
    DeployException failure = deploy("broken").error().orElseThrow();
    assertTrue(failure.hint().startsWith("nothing serves yet"), failure.hint());
    verified(deploy("fine"));
    assertEquals(1, found().versions().size());
  }

  @Test
  @DisplayName("Beside one that failed, traffic moves and goes back all the same")
  void movesBesideFailure() {
    FunctionOutcome first = verified(deploy("fine")).functions().get(0);
    verified(deploy("finer"));
    deploy("broken");
    Outcome back =
        with(portolan -> portolan.rollback(SampleProject.OWNER, "greeter", Optional.empty()));
    assertEquals(first.version(), verified(back).functions().get(0).version());
    verified(deploy("finer"));
  }

  @Test
  @DisplayName("A rollback goes to what served before, not to what was made before")
  void order() {
    deploy("a");
    FunctionOutcome b = verified(deploy("b")).functions().get(0);
    verified(deploy("a"));
    Outcome back =
        with(portolan -> portolan.rollback(SampleProject.OWNER, "greeter", Optional.empty()));
    assertEquals(b.version(), verified(back).functions().get(0).version());
  }

  private Outcome verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
    return outcome;
  }

  private Outcome deploy(String level) {
    return with(portolan -> portolan.deploy(application(level), work));
  }

  private Deployed found() {
    List<Deployed> found = with(portolan -> portolan.find(SampleProject.OWNER));
    return found.get(0);
  }

  private Application application(String level) {
    FunctionSpec function = SampleProject.function("greeter", cloud.provider().features());
    return SampleProject.in(work)
        .application("1", function.withEnvironment(Map.of("LEVEL", level)));
  }

  private <T> T with(Function<Portolan, T> use) {
    Portolan.Options options =
        Portolan.Options.standard().withTime(cloud.time()).withEnvironment(cloud.environment());
    try (Portolan portolan = Portolan.open(cloud.provider(), cloud.settings(), options)) {
      return use.apply(portolan);
    }
  }
}
