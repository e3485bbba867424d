package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.Progress;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Trigger.Access;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a revision is reached by while another takes its place: never by more than it asked for. */
class ExposureTest {
  @TempDir private Path work;
  private EmbeddedCloud cloud;
  private final List<Exposure> exposures = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** Who can reach the service at a moment. */
  private record Exposure(boolean open, String ingress) {
    private int width() {
      return ingress.endsWith("ALL") ? 2 : ingress.endsWith("BALANCER") ? 1 : 0;
    }
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  static List<Arguments> changes() {
    List<Arguments> all = new ArrayList<>();
    for (Product product : Product.values()) {
      for (Access from : List.of(Access.PUBLIC, Access.AUTHENTICATED)) {
        for (Access to : List.of(Access.PUBLIC, Access.AUTHENTICATED)) {
          all.add(Arguments.of(product, from, "internal", to, "all"));
          all.add(Arguments.of(product, from, "all", to, "internal"));
        }
      }
    }
    all.add(Arguments.of(Product.RUN, Access.PUBLIC, "all", Access.AUTHENTICATED, "all"));
    return all;
  }

  @ParameterizedTest
  @MethodSource("changes")
  @DisplayName("There and back again, by a deployment and by a rollback")
  void thereAndBack(Product product, Access from, String one, Access to, String other) {
    cloud = new EmbeddedCloud(product);
    deploy(from, one, Map.of());
    Exposure before = exposure();
    exposures.clear();
    deploy(to, other, Map.of());
    assertEquals(before, exposures.get(0));
    assertEquals(to == Access.PUBLIC, exposure().open());
    verified(
        with(
            Map.of(),
            portolan -> portolan.rollback(SampleProject.OWNER, "greeter", Optional.empty())));
    assertEquals(before, exposure());
    deploy(to, other, Map.of());
    assertEquals(to == Access.PUBLIC, exposure().open());
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @EnumSource(Access.class)
  @DisplayName(
      "The check goes and comes back: what is public is so all the while, what is not never")
  void check(Access access) {
    cloud = new EmbeddedCloud(Product.RUN);
    deploy(Access.PUBLIC, "all", Map.of());
    exposures.clear();
    deploy(Access.PUBLIC, "all", Map.of("invokerCheck", "off"));
    assertTrue(exposures.stream().allMatch(Exposure::open), exposures.toString());
    assertFalse(policy().contains("allUsers"));
    exposures.clear();
    deploy(access, "all", Map.of());
    if (access == Access.PUBLIC) {
      assertTrue(exposures.stream().allMatch(Exposure::open), exposures.toString());
      assertTrue(policy().contains("allUsers"));
    }
    assertEquals(List.of(), wrong);
  }

  private void deploy(Access access, String ingress, Map<String, String> settings) {
    FunctionSpec function =
        SampleProject.function("greeter", cloud.provider().features())
            .withTriggers(List.of(new Trigger.Http("/greeter", List.of("GET"), access)))
            .withSettings(Map.of("ingress", ingress));
    Application application = SampleProject.in(work).application("1", function);
    verified(with(settings, portolan -> portolan.deploy(application, work)));
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
  }

  private Exposure exposure() {
    JsonNode service = service(cloud.tree()).orElseThrow();
    return exposure(service, policy());
  }

  private static Exposure exposure(JsonNode service, String policy) {
    return new Exposure(
        policy.contains("allUsers") || service.path("invokerIamDisabled").asBoolean(),
        service.path("ingress").asText());
  }

  private String policy() {
    return cloud.tree().path("runPolicies").toString();
  }

  private static Optional<JsonNode> service(ObjectNode tree) {
    for (JsonNode service : tree.path("runServices")) {
      return Optional.of(service);
    }
    return Optional.empty();
  }

  /** Looks, before and after each step, at what is reached and by whom. */
  private void look(Progress.Event event) {
    ObjectNode tree = cloud.tree();
    Optional<JsonNode> service = service(tree);
    if (service.isEmpty()) {
      return;
    }
    Exposure now = exposure(service.get(), tree.path("runPolicies").toString());
    exposures.add(now);
    for (JsonNode target : service.get().path("trafficStatuses")) {
      String name =
          service.get().path("name").asText() + "/revisions/" + target.path("revision").asText();
      String face = face(tree.path("runRevisions").path(name));
      boolean asked = face.contains("open;");
      int width = face.contains("internal") ? 0 : 2;
      if (now.open() && !asked || now.width() > width) {
        wrong.add(now + " after " + event.text() + ", but it asked for " + face);
      }
    }
  }

  private static String face(JsonNode revision) {
    for (JsonNode variable : revision.path("containers").path(0).path("env")) {
      if (variable.path("name").asText().equals("PORTOLAN_FACE")) {
        return variable.path("value").asText();
      }
    }
    return "nothing;open;";
  }

  private <T> T with(Map<String, String> settings, Function<Portolan, T> use) {
    Settings all = cloud.settings().with(settings);
    Portolan.Options options =
        Portolan.Options.standard()
            .withTime(cloud.time())
            .withEnvironment(cloud.environment())
            .withProgress(this::look);
    try (Portolan portolan = Portolan.open(cloud.provider(), all, options)) {
      return use.apply(portolan);
    }
  }
}
