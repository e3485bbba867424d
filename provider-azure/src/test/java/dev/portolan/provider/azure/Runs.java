package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Short ways in which tests run the engine against an embedded subscription. */
record Runs(EmbeddedCloud cloud, Path work) {
  /** The one function that most tests deploy, of a version of the code. */
  Application greeter(String version, String level) {
    FunctionSpec function = SampleProject.function("greeter", cloud.provider().features());
    return SampleProject.in(work)
        .application(version, function.withEnvironment(Map.of("LEVEL", level)));
  }

  Outcome deploy(String version, String level) {
    return with(portolan -> portolan.deploy(greeter(version, level), work));
  }

  Plan plan(Application application) {
    return with(portolan -> portolan.plan(application, portolan.pack(application, work)));
  }

  Outcome destroy() {
    return with(portolan -> portolan.destroy(SampleProject.OWNER));
  }

  Outcome rollback() {
    return with(portolan -> portolan.rollback(SampleProject.OWNER, "greeter", Optional.empty()));
  }

  Optional<Deployed> found() {
    List<Deployed> found = with(portolan -> portolan.find(SampleProject.OWNER));
    return found.stream().findFirst();
  }

  <T> T with(Function<Portolan, T> use) {
    return with(cloud.settings(), use);
  }

  <T> T with(Settings settings, Function<Portolan, T> use) {
    return with(settings, 1, use);
  }

  /** With so many steps at once. */
  <T> T with(Settings settings, int parallelism, Function<Portolan, T> use) {
    Portolan.Options options =
        Portolan.Options.standard().withTime(cloud.time()).withParallelism(parallelism);
    try (Portolan portolan = Portolan.open(cloud.provider(), settings, options)) {
      return use.apply(portolan);
    }
  }

  static Outcome verified(Outcome outcome) {
    assertEquals(
        ExitCode.VERIFIED,
        outcome.exitCode(),
        () -> String.valueOf(outcome.error().map(DeployException::getMessage)));
    return outcome;
  }

  static DeployException failed(ExitCode code, DeployException.Kind kind, Outcome outcome) {
    DeployException error = outcome.error().orElseThrow();
    assertEquals(kind, error.kind(), error::getMessage);
    assertEquals(code, outcome.exitCode(), error::getMessage);
    return error;
  }
}
