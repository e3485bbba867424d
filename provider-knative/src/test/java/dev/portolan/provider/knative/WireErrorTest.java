package dev.portolan.provider.knative;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.Projects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people are told of a wire that stays broken, how often it is tried, and what comes after.
 */
@Execution(ExecutionMode.CONCURRENT)
final class WireErrorTest {
  /** As often as the engine tries what is out of order: once, and six times again. */
  private static final int MOST_TRIES = 7;

  @TempDir Path directory;
  private WiredCloud wired;
  private Application project;

  @BeforeEach
  void open() throws IOException {
    wired = WiredCloud.open(directory);
    project = Projects.greeter(directory);
  }

  @AfterEach
  void close() {
    wired.close();
  }

  private static final String PLACE = "see what answers in the server's place";
  private static final String AGAIN = "run the same command again";

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(broken(Fault.CONNECTION_RESET_BY_PEER), Kind.UNAVAILABLE, "reset", AGAIN),
        fault(broken(Fault.EMPTY_RESPONSE), Kind.UNAVAILABLE, "EOF", AGAIN),
        fault(broken(Fault.RANDOM_DATA_THEN_CLOSE), Kind.UNAVAILABLE, "", AGAIN),
        fault(WireFaultTest.page(200), Kind.UNAVAILABLE, "HTTP 200 with text/html", PLACE),
        fault(WireFaultTest.page(502), Kind.UNAVAILABLE, "HTTP 502 with text/html", PLACE),
        fault(WireFaultTest.page(503), Kind.UNAVAILABLE, "HTTP 503 with text/html", PLACE),
        fault(WireFaultTest.json(200, "{}"), Kind.UNAVAILABLE, "no list of API groups", PLACE),
        fault(WireFaultTest.json(200, "{\"groups\":7}"), Kind.UNAVAILABLE, "", PLACE),
        fault(WireFaultTest.json(200, "{\"gro"), Kind.UNAVAILABLE, "", PLACE),
        fault(
            aResponse().withHeader("Content-Length", "0"),
            Kind.UNAVAILABLE,
            "HTTP 200 with nothing",
            PLACE),
        fault(aResponse().withStatus(404), Kind.UNAVAILABLE, "no list of API groups", PLACE),
        fault(aResponse().withFixedDelay(9000), Kind.UNAVAILABLE, "timed out", AGAIN),
        fault(
            aResponse().withBody(" ".repeat(100) + "{}").withChunkedDribbleDelay(30, 30_000),
            Kind.UNAVAILABLE,
            "not whole after",
            AGAIN));
  }

  /** What trying again cannot mend. */
  static Stream<Arguments> finalFaults() {
    return Stream.of(
        fault(
            WireFaultTest.json(
                401, "{\"kind\":\"Status\",\"code\":401,\"reason\":\"Unauthorized\"}"),
            Kind.UNAUTHENTICATED,
            "401 Unauthorized",
            "log in again"),
        fault(WireFaultTest.page(403), Kind.UNAVAILABLE, "HTTP 403 with text/html", PLACE),
        fault(
            aResponse().withStatus(302).withHeader("Location", "https://login.example.com/"),
            Kind.INVALID_CONFIGURATION,
            "302",
            "not sent on"));
  }

  private static Arguments fault(
      ResponseDefinitionBuilder answer, Kind kind, String message, String hint) {
    return Arguments.of(answer, kind, message, hint);
  }

  private static ResponseDefinitionBuilder broken(Fault fault) {
    return aResponse().withFault(fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aWireThatStaysBrokenIsGivenUpAndToldOf(
      ResponseDefinitionBuilder answer, Kind kind, String message, String hint) {
    told(answer, kind, message, hint);
    // a read whose connection is reset, Java itself tries once more
    assertTrue(wired.kube.getAllServeEvents().size() <= 2 * MOST_TRIES);
  }

  @ParameterizedTest
  @MethodSource("finalFaults")
  void whatTryingAgainCannotMendIsNotTriedAgain(
      ResponseDefinitionBuilder answer, Kind kind, String message, String hint) {
    told(answer, kind, message, hint);
    // the client reads the kubeconfig once more when a token has run out
    assertTrue(wired.kube.getAllServeEvents().size() <= 2);
  }

  private void told(ResponseDefinitionBuilder answer, Kind kind, String message, String hint) {
    WiredCloud.always(wired.kube, any(anyUrl()), answer);
    try (Portolan portolan = wired.deployer(Map.of())) {
      DeployException told = assertThrows(DeployException.class, portolan::target);
      assertEquals(kind, told.kind(), told.getMessage());
      assertTrue(told.getMessage().contains(message), told.getMessage());
      assertFalse(told.getMessage().contains("An error has occurred"), told.getMessage());
      assertTrue(told.hint().contains(hint), told.hint());
      assertSecret(told);
    }
  }

  @Test
  void aTokenIsNotSentOnToAnotherHost() {
    WireMockServer other =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    other.start();
    try (Portolan portolan = wired.deployer(Map.of())) {
      other.stubFor(any(anyUrl()).willReturn(WireFaultTest.json(200, "{\"groups\":[]}")));
      WiredCloud.always(
          wired.kube,
          any(anyUrl()),
          aResponse()
              .withStatus(307)
              .withHeader("Location", "http://localhost:" + other.port() + "/apis"));
      assertThrows(DeployException.class, portolan::target);
      assertEquals(List.of(), other.getAllServeEvents());
    } finally {
      other.stop();
    }
  }

  @Test
  void aStormOfConflictsEndsAndTheNextRunConverges() {
    Outcome stormy =
        deployWith(
            apply(),
            WireFaultTest.json(
                409,
                "{\"kind\":\"Status\",\"reason\":\"Conflict\",\"code\":409,\"message\":\"the object"
                    + " has been modified\"}"));
    assertTrue(
        stormy.error().orElseThrow().getMessage().contains("has been modified"),
        stormy.error().toString());
    assertEquals(Kind.CONFLICT, stormy.error().orElseThrow().kind());
    // once, and ten times again
    assertEquals(11, applies().size());
    converges();
  }

  @Test
  void anApplyWhoseAnswerIsLostIsLookedForBeforeItIsSentAgain() {
    Outcome lost = deployWith(apply(), broken(Fault.EMPTY_RESPONSE));
    assertEquals(Kind.UNAVAILABLE, lost.error().orElseThrow().kind());
    assertEquals(MOST_TRIES, applies().size());
    for (ServeEvent apply : applies()) {
      assertEquals("GET", before(apply).getRequest().getMethod().getName());
    }
    converges();
  }

  @Test
  void aWebhookThatIsDownIsWaitedForAndToldOf() {
    Outcome down =
        deployWith(
            apply(),
            WireFaultTest.json(
                500,
                "{\"kind\":\"Status\",\"reason\":\"InternalError\",\"code\":500,\"message\":\""
                    + "Internal error occurred: failed calling webhook \\\"webhook.serving\\\"\"}"));
    String message = down.error().orElseThrow().getMessage();
    assertTrue(message.contains("failed calling webhook"), message);
    converges();
  }

  @Test
  void aTokenThatRunsOutInTheMiddleIsToldOf() {
    Outcome expired = deployWith(apply(), WireFaultTest.json(401, "{\"kind\":\"Status\"}"));
    assertEquals(Kind.UNAUTHENTICATED, expired.error().orElseThrow().kind());
    converges();
  }

  @Test
  void aServerThatIsBusyIsNotAskedBeforeItsTime() {
    WiredCloud.once(
        wired.kube,
        any(anyUrl()),
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", "40")
            .withHeader("Content-Type", "text/plain")
            .withBody("Too many requests, please try again later."));
    try (Portolan portolan = wired.deployer(Map.of())) {
      portolan.target();
      assertTrue(
          wired.told.stream().anyMatch(line -> line.matches("(?s).*\\b(4[0-9]|5[0-9]) ?s.*")),
          wired.told.toString());
    }
  }

  private static MappingBuilder apply() {
    return patch(urlPathMatching(".*/services/.*")).withQueryParam("dryRun", absent());
  }

  private Outcome deployWith(MappingBuilder call, ResponseDefinitionBuilder answer) {
    WiredCloud.always(wired.kube, call, answer);
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome outcome = portolan.deploy(project, directory.resolve("out"));
      assertFalse(outcome.succeeded());
      assertSecret(outcome.error().orElseThrow());
      return outcome;
    }
  }

  private void converges() {
    wired.mend();
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome again = portolan.deploy(project, directory.resolve("out"));
      assertEquals(ExitCode.VERIFIED, again.exitCode(), again.toString());
    }
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome nothing = portolan.deploy(project, directory.resolve("out"));
      assertEquals(Action.UNCHANGED, nothing.functions().get(0).action());
      assertEquals(1, portolan.find(project.owner()).get(0).versions().size());
    }
  }

  private List<ServeEvent> applies() {
    return wired.kube.getAllServeEvents().stream()
        .filter(event -> event.getRequest().getMethod().getName().equals("PATCH"))
        .filter(event -> !event.getRequest().getUrl().contains("dryRun"))
        .toList();
  }

  /** What came before it; the newest event is listed first. */
  private ServeEvent before(ServeEvent event) {
    List<ServeEvent> all = wired.kube.getAllServeEvents();
    return all.get(all.indexOf(event) + 1);
  }

  /** The token is in nothing that is told: not in the message, the causes, nor on the way. */
  private void assertSecret(Throwable thrown) {
    StringBuilder all = new StringBuilder(wired.told.toString());
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each).append(Arrays.toString(each.getSuppressed()));
    }
    assertFalse(all.toString().contains(wired.cloud.token()));
  }
}
