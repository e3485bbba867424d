package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.plane.InstantPlane;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that Google could not bring up: nobody is sent to it, and the next run goes on. */
class FunctionsRecoveryTest {
  private static final String CAUSE = "The user-provided container failed to start";
  private static final String API = "cloudfunctions.googleapis.com:";

  @TempDir private Path work;
  private final List<String> told = new ArrayList<>();
  private boolean mended;
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(Product.FUNCTIONS, world -> InstantPlane.of(this::verdict));

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
  @DisplayName("One that never came to serve is deleted, then made again")
  void madeAgain() {
    DeployException cause = deploy("broken").error().orElseThrow();
    assertEquals(DeployException.Kind.UNHEALTHY, cause.kind(), cause.getMessage());
    assertTrue(cause.getMessage().contains(CAUSE), cause.getMessage());
    mended = true;
    cloud.forgetCalls();
    verified(deploy("broken"));
    assertEquals(List.of("GenerateUploadUrl", "DeleteFunction", "CreateFunction"), deeds());
    unchanged("broken");
  }

  @Test
  @DisplayName("Where Cloud Run has no room, what is left broken is deleted and made again")
  void noRoom() {
    cloud.google().whims().exhaust(1);
    verified(deploy("fine"));
    assertEquals(
        List.of("GenerateUploadUrl", "CreateFunction", "DeleteFunction", "CreateFunction"),
        deeds());
    unchanged("fine");
    cloud.google().whims().exhaust(100);
    DeployException cause = deploy("finer").error().orElseThrow();
    assertEquals(DeployException.Kind.QUOTA_EXCEEDED, cause.kind(), cause.getMessage());
    cloud.google().whims().exhaust(0);
    verified(deploy("finer"));
  }

  @Test
  @DisplayName("The revision before serves on, and what failed is built anew")
  void servesOn() {
    verified(deploy("fine"));
    String before = found().version().orElseThrow();
    DeployException cause = deploy("broken").error().orElseThrow();
    assertTrue(cause.getMessage().contains(CAUSE), cause.getMessage());
    assertEquals(before, found().version().orElseThrow());
    mended = true;
    cloud.forgetCalls();
    verified(deploy("broken"));
    assertEquals(List.of("GenerateUploadUrl", "UpdateFunction"), deeds());
    unchanged("broken");
  }

  @Test
  @DisplayName("Another configuration of the same code uploads nothing")
  void configurationAlone() {
    verified(deploy("fine"));
    cloud.forgetCalls();
    verified(deploy("finer"));
    assertEquals(List.of("UpdateFunction"), deeds());
  }

  @Test
  @DisplayName("The stages of a deployment are told while it is waited for")
  void stagesAreTold() {
    cloud.delay(Duration.ZERO, Duration.ZERO);
    verified(deploy("fine"));
    assertTrue(told.stream().anyMatch(line -> line.contains("build")), told.toString());
    List<String> stages =
        Stream.of("build", "service")
            .filter(stage -> told.stream().anyMatch(line -> line.endsWith("-greeter: " + stage)))
            .toList();
    assertEquals(List.of("build", "service"), stages, told::toString);
  }

  @Test
  @DisplayName("Functions and Cloud Run do not take each other's over")
  void anotherTarget() {
    verified(deploy("fine"));
    Outcome other =
        with(portolan -> portolan.deploy(application("fine"), work), Map.of("target", "run"));
    DeployException refused = other.error().orElseThrow();
    assertEquals(DeployException.Kind.UNSUPPORTED, refused.kind(), refused.getMessage());
  }

  private void unchanged(String level) {
    cloud.forgetCalls();
    verified(deploy(level));
    assertFalse(cloud.calls().stream().anyMatch(Call::mutates), cloud.calls().toString());
  }

  /** What was asked of Cloud Functions beside looking. */
  private List<String> deeds() {
    return cloud.calls().stream()
        .map(Call::name)
        .filter(name -> name.startsWith(API))
        .map(name -> name.substring(API.length()))
        .filter(name -> name.matches("(Create|Update|Delete)Function|GenerateUploadUrl"))
        .toList();
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
  }

  private Outcome deploy(String level) {
    return with(portolan -> portolan.deploy(application(level), work), Map.of());
  }

  private Deployed found() {
    return with(portolan -> portolan.find(SampleProject.OWNER), Map.of()).get(0);
  }

  private Application application(String level) {
    FunctionSpec function = SampleProject.function("greeter", cloud.provider().features());
    return SampleProject.in(work)
        .application("1", function.withEnvironment(Map.of("LEVEL", level)));
  }

  private <T> T with(Function<Portolan, T> use, Map<String, String> more) {
    Portolan.Options options =
        Portolan.Options.standard()
            .withTime(cloud.time())
            .withEnvironment(cloud.environment())
            .withProgress(event -> told.add(event.text()));
    try (Portolan portolan =
        Portolan.open(cloud.provider(), cloud.settings().with(more), options)) {
      return use.apply(portolan);
    }
  }
}
