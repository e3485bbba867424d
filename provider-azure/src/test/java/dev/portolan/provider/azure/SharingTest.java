package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Action;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of other origins that a site's own host lets call it. */
class SharingTest {
  private static final Trigger.Http OPEN =
      new Trigger.Http("/greeter", List.of("GET"), Trigger.Access.PUBLIC);
  private static final Trigger.Http SHARED =
      OPEN.withCors(Cors.of("https://a.example", "https://b.example").withCredentials(true));
  private static final String NOBODY = "{\"allowedOrigins\":[],\"supportCredentials\":false}";
  private static final String BOTH =
      "{\"allowedOrigins\":[\"https://a.example\",\"https://b.example\"],"
          + "\"supportCredentials\":true}";

  @TempDir private Path work;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private String cors() {
    return site().at("/properties/siteConfig/cors").toString();
  }

  private JsonNode site() {
    return scene.cloud().azure().state().path("sites").elements().next();
  }

  /** As somebody does in Azure's portal. */
  private void setByHand(String cors) throws Exception {
    scene.send(
        "PATCH",
        site().path("id").asText(),
        "2025-03-01",
        "{\"properties\":{\"siteConfig\":{\"cors\":" + cors + "}}}");
    scene.cloud().forgetCalls();
  }

  @Test
  @DisplayName("A site is told its origins and whether with cookies, and they are taken away again")
  void life() {
    Runs.verified(scene.deploy(OPEN));
    assertEquals(NOBODY, cors());
    Runs.verified(scene.deploy(SHARED));
    assertEquals(BOTH, cors());
    assertEquals(List.of(), scene.plan(SHARED).steps());
    Runs.verified(scene.deploy(OPEN));
    assertEquals(NOBODY, cors());
  }

  @Test
  @DisplayName("A new site has them from the start")
  void made() {
    Runs.verified(scene.deploy(SHARED));
    assertEquals(BOTH, cors());
    assertEquals(List.of(), scene.plan(SHARED).steps());
    assertEquals(
        List.of(
            "greeter: Azure's host lets pages of its origins set any header, those of corsHeaders"
                + " and others"),
        scene.plan(SHARED).notes());
  }

  @Test
  @DisplayName("What somebody else lets in is told, and put right, where a function shares or not")
  void drift() throws Exception {
    for (Trigger.Http http : List.of(SHARED, OPEN)) {
      Runs.verified(scene.deploy(http));
      String before = cors();
      setByHand("{\"allowedOrigins\":[\"*\"]}");
      assertTrue(
          scene.plan(http).steps().stream()
              .anyMatch(step -> step.why().contains("drift: pages of other origins *")),
          () -> scene.plan(http).steps().toString());
      Outcome again = Runs.verified(scene.deploy(http));
      assertEquals(Action.UPDATED, again.functions().get(0).action());
      assertEquals(before, cors());
    }
  }

  @Test
  @DisplayName("Who changes other things of a site's configuration finds them again")
  void others() throws Exception {
    Runs.verified(scene.deploy(OPEN));
    setByHand("null,\"healthCheckPath\":\"/up\"");
    Runs.verified(scene.deploy(SHARED));
    assertEquals("/up", site().at("/properties/siteConfig/healthCheckPath").asText());
  }

  @Test
  @DisplayName("A rollback brings back what the release before let in")
  void rollback() {
    Runs.verified(scene.deploy(SHARED));
    Runs.verified(scene.deploy(OPEN));
    Runs.verified(scene.runs().rollback());
    assertEquals(BOTH, cors());
    Runs.verified(scene.runs().rollback());
    assertEquals(NOBODY, cors());
  }

  @Test
  @DisplayName("A release that does not answer lets nobody in: what was let in before is again")
  void takenBack() {
    AtomicBoolean broken = new AtomicBoolean();
    scene.running(
        world ->
            InstantPlane.of(
                    plan ->
                        broken.get()
                                && plan.environment()
                                    .getOrDefault("CORS_ALLOWED_ORIGINS", "[]")
                                    .contains("b.example")
                            ? Standing.failed("no such class")
                            : Standing.running())
                .answering(Fronts::answer));
    Runs.verified(scene.deploy(OPEN.withCors(Cors.of("https://a.example"))));
    String before = cors();
    broken.set(true);
    Outcome outcome = scene.deploy(SHARED);
    assertTrue(outcome.error().isPresent());
    assertEquals(before, cors());
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE_SEND, WebApps_CreateOrUpdate",
    "AFTER_COMMIT, WebApps_CreateOrUpdate",
    "BEFORE_SEND, WebApps_UpdateApplicationSettings",
    "AFTER_COMMIT, WebApps_UpdateApplicationSettings"
  })
  @DisplayName("A run that died while it changed them is brought to its end by the next")
  void killed(FaultPoint.Phase phase, String operation) {
    Runs.verified(scene.deploy(OPEN));
    scene.kill(phase, operation);
    assertThrows(CallerKilledError.class, () -> scene.deploy(SHARED));
    scene.cloud().azure().faults().revive();
    Runs.verified(scene.deploy(SHARED));
    assertEquals(BOTH, cors());
    assertTrue(site().path("$settings").path("PORTOLAN_CORS").asText().contains("b.example"));
    assertEquals(List.of(), scene.plan(SHARED).steps());
  }

  @Test
  @DisplayName("How long browsers remember it is not Azure's to say: refused before any call")
  void age() {
    Trigger.Http aged = OPEN.withCors(Cors.of("*").withMaxAge(Duration.ofMinutes(10)));
    List<Problem> problems =
        scene.runs().with(p -> p.check(scene.with(scene.function("greeter", aged))));
    assertEquals(
        List.of(
            "greeter: corsMaxAge: Azure's host answers browsers by itself, and does not say for how"
                + " long they may remember it; leave it out here, and set it for the other"
                + " providers alone"),
        problems.stream().map(Problem::toString).toList());
    assertEquals(Optional.empty(), scene.runs().found());
  }
}
