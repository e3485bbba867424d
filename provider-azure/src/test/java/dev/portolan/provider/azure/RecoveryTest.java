package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.Holds;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published and does not work: what served before serves again, and the cause is told. */
class RecoveryTest {
  private static final String CAUSE = "The host failed to start: no such class";

  @TempDir private Path work;
  private boolean mended;
  private boolean mute;
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(Map.of(), world -> InstantPlane.of(this::verdict).answering(this::front));

  /** Requests that a process from before the last change of settings still answers. */
  private int late;

  private AppPlan latest;

  private WireResponse front(AppPlan plan, WireRequest request) {
    if (mute) {
      return WireResponse.of(503, "text/plain", "");
    }
    if (latest != null && late > 0) {
      late--;
      return Fronts.answer(latest, request);
    }
    latest = plan;
    return Fronts.answer(plan, request);
  }

  @Test
  @DisplayName("A process that still has the settings of before is no proof of the new ones")
  void lateProcess() {
    Runs.verified(runs().deploy("1", "fine"));
    late = 3;
    Runs.verified(runs().deploy("1", "other"));
    assertEquals(0, late, "asked until the new one answered");
    late = 1000;
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("1", "third"));
    assertTrue(error.getMessage().contains("421"), error.getMessage());
    assertEquals("other", level());
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  /** What is told to be broken fails, until it is mended. */
  private Standing verdict(AppPlan plan) {
    boolean broken = plan.environment().getOrDefault("LEVEL", "").equals("broken");
    return broken && !mended ? Standing.failed(CAUSE) : Standing.running();
  }

  private Runs runs() {
    return new Runs(cloud, work);
  }

  @Test
  @DisplayName("A host that never becomes ready: the version before is published again, and told")
  void publishedAgain() {
    Outcome first = Runs.verified(runs().deploy("1", "fine"));
    String before = cloud.state();
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("2", "broken"));
    assertTrue(error.getMessage().contains(CAUSE), error.getMessage());
    assertTrue(error.getMessage().contains("was published again"), error.getMessage());
    assertEquals(first.functions().get(0).version(), runs().found().orElseThrow().version());
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(before, cloud.state(), "nothing is left behind");
  }

  @Test
  @DisplayName("What was published again needs no deployment")
  void settled() {
    Runs.verified(runs().deploy("1", "fine"));
    runs().deploy("2", "broken");
    Runs.verified(runs().deploy("1", "fine"));
    cloud.forgetCalls();
    Runs.verified(runs().deploy("1", "fine"));
    assertFalse(cloud.calls().stream().anyMatch(Call::mutates));
  }

  @Test
  @DisplayName("A first one that fails is told; one that does not follows it, and all goes away")
  void firstFails() {
    String empty = cloud.state();
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("1", "broken"));
    assertTrue(error.getMessage().contains(CAUSE), error.getMessage());
    assertTrue(error.getMessage().contains("nothing served before"), error.getMessage());
    mended = true;
    Runs.verified(runs().deploy("1", "broken"));
    Runs.verified(runs().destroy());
    assertEquals(empty, cloud.state());
  }

  @Test
  @DisplayName("A package that the site does not take: the version before is published again")
  void refused() {
    Outcome first = Runs.verified(runs().deploy("1", "fine"));
    cloud.azure().whims().failDeployments(1);
    Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("2", "fine"));
    assertEquals(first.functions().get(0).version(), runs().found().orElseThrow().version());
    Runs.verified(runs().deploy("2", "fine"));
  }

  @Test
  @DisplayName("A deployment that shows late, and one that is forgotten when it is done, are one")
  void unseen() {
    cloud.azure().whims().hideDeployment(3);
    Runs.verified(runs().deploy("1", "fine"));
    cloud.azure().whims().recycleWhenDeployed();
    Runs.verified(runs().deploy("2", "fine"));
  }

  @Test
  @DisplayName("A deployment of somebody else's is waited for, and told of when it does not end")
  void inProgress() throws Exception {
    Runs.verified(runs().deploy("1", "fine"));
    cloud.azure().delay(Delays.none().withPublish(Duration.ofHours(1), Duration.ZERO));
    Path slice;
    try (Stream<Path> files = Files.walk(work)) {
      slice = files.filter(file -> file.getParent().endsWith("slices")).findFirst().orElseThrow();
    }
    new Stranger(cloud).publish(SampleProject.OWNER, "greeter", Files.readAllBytes(slice));
    DeployException error =
        Runs.failed(ExitCode.CONFLICT, Kind.CONFLICT, runs().deploy("2", "fine"));
    assertTrue(error.getMessage().contains("in progress"), error.getMessage());
    assertTrue(error.getMessage().contains("could not be brought back"), error.getMessage());
    assertFalse(error.hint().isBlank());
    cloud.time().sleep(Duration.ofHours(2));
    cloud.azure().delay(Delays.none());
    Runs.verified(runs().deploy("2", "fine"));
  }

  @Test
  @DisplayName("A deployment that outlives its run is not taken for one that never was")
  void outlived() throws Exception {
    Runs.verified(runs().deploy("1", "fine"));
    String before = cloud.state();
    cloud.azure().delay(Delays.none().withPublish(Duration.ofHours(1), Duration.ZERO));
    Runs.failed(ExitCode.FAILED_PART_WAY, Kind.NOT_READY, runs().deploy("2", "fine"));
    Runs.failed(ExitCode.CONFLICT, Kind.CONFLICT, runs().deploy("3", "fine"));
    cloud.time().sleep(Duration.ofHours(2));
    cloud.azure().delay(Delays.none());
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(before, cloud.state(), "what landed late does not stay");
  }

  @Test
  @DisplayName("A publishing address that is not up yet is waited for")
  void starting() {
    cloud.azure().whims().makeUnavailable(2);
    Runs.verified(runs().deploy("1", "fine"));
  }

  @Test
  @DisplayName("A rollback asks nobody either, where that is what the run says")
  void rollbackUnasked() {
    Map<String, String> none = Map.of("probe", "none");
    try (EmbeddedCloud mute =
        new EmbeddedCloud(
            none,
            world ->
                InstantPlane.of(plan -> Standing.running())
                    .answering((plan, request) -> AppPlan.NO_HOST))) {
      Runs all = new Runs(mute, work);
      Outcome first = Runs.verified(all.deploy("1", "fine"));
      Runs.verified(all.deploy("2", "fine"));
      Outcome back = Runs.verified(all.rollback());
      assertEquals(first.functions().get(0).version(), back.functions().get(0).version());
    }
  }

  @Test
  @DisplayName("A rollback goes to what served before, not to what was made before")
  void order() {
    Runs.verified(runs().deploy("1", "a"));
    Outcome second = Runs.verified(runs().deploy("1", "b"));
    Runs.verified(runs().deploy("1", "a"));
    Outcome back = Runs.verified(runs().rollback());
    assertEquals(second.functions().get(0).version(), back.functions().get(0).version());
  }

  @Test
  @DisplayName("A role that storage does not know yet is waited for, and no failure")
  void propagation() {
    cloud.azure().whims().shutOutOfStorage(3);
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(4, published());
  }

  @Test
  @DisplayName("A package that was taken and never deployed is published again, asked or not")
  void lost() {
    Runs.verified(runs().deploy("1", "fine"));
    cloud.forgetCalls();
    cloud.azure().whims().losePackages(1);
    Runs.verified(runs().deploy("2", "fine"));
    assertEquals(2, published());
    try (EmbeddedCloud unasked = new EmbeddedCloud(Map.of("probe", "none"))) {
      unasked.azure().whims().losePackages(1);
      Runs.verified(new Runs(unasked, work).deploy("1", "fine"));
      assertEquals(2, published(unasked));
    }
  }

  @Test
  @DisplayName("A deployment that nobody sees, and whose package answers, has ended")
  void answersUnseen() {
    cloud.azure().whims().hideDeployment(1000);
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(1, published());
  }

  private long published() {
    return published(cloud);
  }

  private static long published(EmbeddedCloud cloud) {
    return cloud.calls().stream().filter(call -> call.name().endsWith(":Publish")).count();
  }

  @Test
  @DisplayName("A change of configuration alone is proven, and taken back if it fails")
  void configuration() {
    Outcome first = Runs.verified(runs().deploy("1", "fine"));
    String before = cloud.state();
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("1", "broken"));
    assertTrue(error.getMessage().contains(CAUSE), error.getMessage());
    assertTrue(error.getMessage().contains("serves on"), error.getMessage());
    assertEquals(first.functions().get(0).version(), runs().found().orElseThrow().version());
    assertEquals(1, published());
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(before, cloud.state(), "nothing is left behind");
  }

  @Test
  @DisplayName("A site that is shut out of its storage for good keeps its code and its settings")
  void shutOut() {
    Runs.verified(runs().deploy("1", "fine"));
    String before = cloud.state();
    cloud.azure().whims().shutOutOfStorage(1000);
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.NOT_READY, runs().deploy("2", "other"));
    assertTrue(error.getMessage().contains("serves on"), error.getMessage());
    assertTrue(error.hint().contains("Storage Blob Data Owner"), error.hint());
    assertTrue(error.hint().contains("Networking"), error.hint());
    assertEquals("fine", level());
    cloud.azure().whims().shutOutOfStorage(0);
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(before, cloud.state(), "nothing is left behind");
  }

  @Test
  @DisplayName("A publishing that does not end: the settings come back, and what is left is told")
  void endless() throws Exception {
    Runs.verified(runs().deploy("1", "fine"));
    cloud.azure().delay(Delays.none().withPublish(Duration.ofHours(1), Duration.ZERO));
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.NOT_READY, runs().deploy("2", "other"));
    assertTrue(error.getMessage().contains("could not be brought back"), error.getMessage());
    assertTrue(error.getMessage().contains("in progress"), error.getMessage());
    assertEquals("fine", level());
    cloud.time().sleep(Duration.ofHours(1));
    cloud.azure().delay(Delays.none());
    Runs.verified(runs().deploy("1", "fine"));
  }

  @Test
  @DisplayName("A site that cannot be changed keeps its settings, and its mark goes")
  void unchangeable() {
    Runs.verified(runs().deploy("1", "fine"));
    String before = cloud.state();
    String told = enlarged(cloud);
    assertTrue(told.contains("serves on"), told);
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(before, cloud.state());
  }

  @Test
  @DisplayName(
      "So does one whose publishing had not ended: what was sent may come, and is replaced")
  void unended() {
    Outcome first = Runs.verified(runs().deploy("1", "fine"));
    String version = first.functions().get(0).version().orElseThrow();
    new Stranger(cloud).mark(SampleProject.OWNER, "greeter", "+never " + version);
    String told = enlarged(cloud);
    assertTrue(told.contains("was published again"), told);
    assertEquals(2, published());
  }

  @Test
  @DisplayName("Where nobody asks what serves, it is published again and not guessed at")
  void unasked() {
    try (EmbeddedCloud unasked = new EmbeddedCloud(Map.of("probe", "none"))) {
      Runs.verified(new Runs(unasked, work).deploy("1", "fine"));
      String told = enlarged(unasked);
      assertTrue(told.contains("was published again"), told);
    }
  }

  @Test
  @Holds(value = Feature.PROBE, at = "azure")
  @DisplayName("What was published again and does not answer was not brought back")
  void mute() {
    Runs.verified(runs().deploy("1", "fine"));
    mute = true;
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("2", "other"));
    assertTrue(error.getMessage().contains("could not be brought back"), error.getMessage());
    mute = false;
    Runs.verified(runs().deploy("1", "fine"));
  }

  /** Deploys what the site cannot be changed to, and tells what became of it. */
  private String enlarged(EmbeddedCloud at) {
    at.azure().whims().failSites(1000);
    FunctionSpec large =
        SampleProject.function("greeter", at.provider().features())
            .withEnvironment(Map.of("LEVEL", "other"))
            .withSettings(Map.of("maxInstances", "7"));
    Application changed = SampleProject.in(work).application("1", large);
    Outcome outcome = new Runs(at, work).with(portolan -> portolan.deploy(changed, work));
    assertEquals(ExitCode.FAILED_PART_WAY, outcome.exitCode());
    at.azure().whims().failSites(0);
    return outcome.error().orElseThrow().getMessage();
  }

  /** The setting that the function's site has. */
  private String level() {
    var site = cloud.azure().state().path("sites").iterator().next();
    return site.path("$settings").path("LEVEL").asText();
  }

  @Test
  @DisplayName("What served before and is not kept is told apart from what never served")
  void notKept() {
    Runs.verified(runs().deploy("1", "fine"));
    String version = runs().found().orElseThrow().version().orElseThrow();
    String other = (version.startsWith("0") ? "1" : "0") + version.substring(1);
    new Stranger(cloud).mark(SampleProject.OWNER, "greeter", other);
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, runs().deploy("2", "broken"));
    assertTrue(error.getMessage().contains("is not kept any more"), error.getMessage());
  }

  @Test
  @DisplayName("A rollback from what was never proven goes to what served last")
  void unfinished() {
    Runs.verified(runs().deploy("1", "a"));
    Outcome second = Runs.verified(runs().deploy("1", "b"));
    String version = second.functions().get(0).version().orElseThrow();
    List<Deployed.Kept> kept = runs().found().orElseThrow().versions();
    new Stranger(cloud)
        .mark(SampleProject.OWNER, "greeter", "+never " + version + " " + kept.get(1).version());
    assertEquals("never", runs().found().orElseThrow().versions().get(0).version());
    Outcome back = Runs.verified(runs().rollback());
    assertEquals(Optional.of(version), back.functions().get(0).version());
  }

  @Test
  @DisplayName("Tags that Azure promises to change are waited for")
  void lateTags() {
    cloud.azure().whims().delayTags(1);
    Runs.verified(runs().deploy("1", "fine"));
    cloud.azure().whims().delayTags(2);
    Runs.verified(runs().deploy("2", "fine"));
  }
}
