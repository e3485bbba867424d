package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.provider.gcp.wire.ChangedMeanwhile;
import dev.portolan.testkit.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the two targets do where something is not as a plan usually finds it. */
class TargetsTest {
  private static final List<String> APIS =
      List.of(
          "run",
          "cloudfunctions",
          "cloudbuild",
          "artifactregistry",
          "eventarc",
          "cloudscheduler",
          "pubsub",
          "secretmanager",
          "iam");

  @TempDir private Path work;
  private EmbeddedCloud cloud;
  private String function = "greeter";
  private Map<String, String> more = Map.of();

  @AfterEach
  void close() {
    cloud.close();
  }

  private void open(Product product) {
    cloud = new EmbeddedCloud(product);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A function of the longest name can be deployed more than once")
  void longestName(Product product) {
    open(product);
    function = "a".repeat(32);
    verified(deploy("1"));
    assertEquals(Action.UPDATED, verified(deploy("2")).functions().get(0).action());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Where no API is enabled all are named at once, and are enabled where they may be")
  void freshProject(Product product) {
    open(product);
    APIS.forEach(each -> cloud.google().disable(each + ".googleapis.com"));
    DeployException told = deploy("1").error().orElseThrow();
    assertEquals(DeployException.Kind.UNSUPPORTED, told.kind(), told.getMessage());
    String own = product == Product.RUN ? "artifactregistry" : "cloudfunctions";
    for (String api : List.of("run", own, "iam")) {
      assertTrue(told.getMessage().contains(api + ".googleapis.com"), told.getMessage());
    }
    more = Map.of("enableApis", "true");
    verified(deploy("1"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What is on the other target is refused before anything is changed")
  void otherTarget(Product product) {
    open(product);
    verified(deploy("1"));
    cloud.forgetCalls();
    String other = product == Product.RUN ? "functions" : "run";
    more = Map.of("target", other);
    DeployException told = deploy("2").error().orElseThrow();
    assertTrue(told.getMessage().contains("was deployed to Cloud "), told.getMessage());
    assertTrue(told.hint().contains("portolan.gcp.target=" + product.key()), told.hint());
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("A function that somebody makes meanwhile is not updated as if it were ours to")
  void race() {
    open(Product.FUNCTIONS);
    Application ours = application("2");
    with(
        late -> {
          Plan plan = late.plan(ours, late.pack(ours, work));
          verified(deploy("1"));
          cloud.forgetCalls();
          Step step =
              plan.steps().stream()
                  .filter(each -> each.id().equals("greeter/service"))
                  .findFirst()
                  .orElseThrow();
          return assertThrows(ChangedMeanwhile.class, () -> step.action().run(new Steps.Told(2)));
        });
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("A service that its function has left behind is made anew, open as it shall be")
  void orphan() {
    open(Product.FUNCTIONS);
    cloud.orphan(SampleProject.OWNER, function);
    Application ours = application("1");
    Plan plan = with(portolan -> portolan.plan(ours, portolan.pack(ours, work)));
    assertTrue(plan.notes().toString().contains("has left its service behind"), plan::toString);
    verified(deploy("1"));
    assertTrue(cloud.state().contains("allUsers"));
    assertEquals(Action.UNCHANGED, verified(deploy("1")).functions().get(0).action());
  }

  @Test
  @DisplayName("A function whose build failed is pruned, and its name is not taken on Cloud Run")
  void failedBuild() throws IOException {
    open(Product.FUNCTIONS);
    more = Map.of("runtime", "java21");
    Path archive = Files.write(work.resolve("broken.zip"), new byte[] {1, 2, 3});
    Artifact broken = new Artifact(archive, "b".repeat(64), 3, 3);
    Outcome failed = with(p -> p.apply(p.plan(application("1"), broken)));
    assertFalse(failed.succeeded());
    assertEquals(1, cloud.google().state().path("functions").size());

    more = Map.of("target", "run");
    cloud.forgetCalls();
    DeployException told = deploy("1").error().orElseThrow();
    assertTrue(told.hint().contains("portolan.gcp.target=functions"), told.hint());
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));

    function = "other";
    more = Map.of("prune", "true");
    verified(deploy("1"));
    assertFalse(cloud.google().state().path("functions").toString().contains("greeter"));
  }

  @Test
  @DisplayName("After a rollback the version that serves is there, whatever was built last")
  void rolledBack() {
    open(Product.FUNCTIONS);
    verified(deploy("1"));
    verified(deploy("2"));
    verified(with(p -> p.rollback(SampleProject.OWNER, function, Optional.empty())));
    cloud.forgetCalls();
    assertEquals(Action.UNCHANGED, verified(deploy("1")).functions().get(0).action());
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("A command that somebody has set in a container is drift, and goes")
  void command() {
    open(Product.RUN);
    verified(deploy("1"));
    cloud.command(SampleProject.OWNER, function);
    Application ours = application("1");
    Plan plan = with(portolan -> portolan.plan(ours, portolan.pack(ours, work)));
    assertTrue(
        plan.steps().stream().anyMatch(step -> step.why().contains("with a command")),
        plan::toString);
    verified(deploy("1"));
    assertFalse(
        cloud.google().state().path("runServices").toString().contains("\"command\""),
        () -> cloud.google().state().path("runServices").toString());
  }

  private Outcome verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
    return outcome;
  }

  private Outcome deploy(String version) {
    return with(portolan -> portolan.deploy(application(version), work.resolve(version)));
  }

  private Application application(String version) {
    FunctionSpec spec = SampleProject.function(function, cloud.provider().features());
    return SampleProject.in(work).application(version, spec);
  }

  private <T> T with(Function<Portolan, T> use) {
    Settings settings = cloud.settings().with(more);
    Portolan.Options options =
        Portolan.Options.standard().withTime(cloud.time()).withEnvironment(cloud.environment());
    try (Portolan portolan = Portolan.open(cloud.provider(), settings, options)) {
      return use.apply(portolan);
    }
  }
}
