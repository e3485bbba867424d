package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Product;
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

/** A service is open to anyone no longer than is asked for. */
class AccessOrderTest {
  private static final String ANYONE = "allUsers";

  @TempDir private Path work;
  private final EmbeddedCloud cloud = new EmbeddedCloud(Product.RUN);
  private Map<String, String> more = Map.of();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  @DisplayName("It is opened after its users have moved, and closed before they move")
  void order() {
    List<String> opening = steps(plan(Trigger.Access.PUBLIC));
    assertTrue(
        opening.indexOf("greeter/traffic") < opening.indexOf("greeter/invokers"),
        opening::toString);
    deploy(Trigger.Access.PUBLIC);
    assertTrue(cloud.state().contains(ANYONE));
    List<String> closing = steps(plan(Trigger.Access.AUTHENTICATED));
    assertTrue(
        closing.indexOf("greeter/close") < closing.indexOf("greeter/traffic"), closing::toString);
    assertTrue(closing.contains("greeter/close"), closing::toString);
    deploy(Trigger.Access.AUTHENTICATED);
    assertFalse(cloud.state().contains(ANYONE));
  }

  @Test
  @DisplayName("A rollback lets those call it again whom the version before let")
  void rollback() {
    deploy(Trigger.Access.AUTHENTICATED);
    deploy(Trigger.Access.PUBLIC);
    rollBack();
    assertFalse(cloud.state().contains(ANYONE));
    rollBack("back again to the public one");
    assertTrue(cloud.state().contains(ANYONE));
  }

  @Test
  @DisplayName("Without a check nobody is granted anything, and it comes and goes with the traffic")
  void unchecked() {
    more = Map.of("invokerCheck", "off");
    deploy(Trigger.Access.PUBLIC);
    assertFalse(cloud.state().contains(ANYONE));
    assertTrue(cloud.state().contains("invokerIamDisabled = true"));
    deploy(Trigger.Access.AUTHENTICATED);
    assertFalse(cloud.state().contains("invokerIamDisabled = true"));
  }

  private void rollBack() {
    with(portolan -> portolan.rollback(SampleProject.OWNER, "greeter", Optional.empty()));
  }

  private void rollBack(String why) {
    String newest =
        with(portolan -> portolan.find(SampleProject.OWNER)).get(0).versions().get(0).version();
    Outcome outcome =
        with(portolan -> portolan.rollback(SampleProject.OWNER, "greeter", Optional.of(newest)));
    assertTrue(outcome.succeeded(), why);
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream().map(step -> step.id()).toList();
  }

  private Plan plan(Trigger.Access access) {
    Application application = application(access);
    return with(portolan -> portolan.plan(application, portolan.pack(application, work)));
  }

  private void deploy(Trigger.Access access) {
    Outcome outcome = with(portolan -> portolan.deploy(application(access), work));
    assertEquals(Optional.empty(), outcome.error());
  }

  private Application application(Trigger.Access access) {
    FunctionSpec function = SampleProject.function("greeter", cloud.provider().features());
    Trigger http = new Trigger.Http("/greeter", List.of("GET", "POST"), access);
    return SampleProject.in(work).application("1", function.withTriggers(List.of(http)));
  }

  private <T> T with(Function<Portolan, T> use) {
    Settings settings = cloud.settings().with(more);
    Portolan.Options options = Portolan.Options.standard().withTime(cloud.time());
    try (Portolan portolan = Portolan.open(cloud.provider(), settings, options)) {
      return use.apply(portolan);
    }
  }
}
