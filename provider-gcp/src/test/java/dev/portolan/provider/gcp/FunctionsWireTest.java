package dev.portolan.provider.gcp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.packing.SourcePackager;
import dev.portolan.testkit.SampleProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts each fault that a wire can have under Google's own clients, at one call of a first
 * deployment to Cloud Functions: it must succeed all the same, and leave one of each thing.
 */
final class FunctionsWireTest {
  private static final String FUNCTIONS = "/cloudfunctions.googleapis.com/v2/.*/functions";
  private static final String CREATE = "POST /cloudfunctions.googleapis.com/v2/projects/";

  @TempDir static Path packed;
  private static Application project;
  private static Artifact artifact;

  @TempDir Path directory;
  private WiredGoogle wired;

  /** What the wire does to one answer. */
  record WireFault(String name, Supplier<ResponseDefinitionBuilder> answer) {}

  /** A call of a first deployment. */
  record Call(String name, Supplier<MappingBuilder> match) {}

  record Case(WireFault fault, Call call) {
    @Override
    public String toString() {
      return fault.name() + " at " + call.name();
    }
  }

  static List<Case> cases() {
    List<WireFault> faults =
        List.of(
            broken("reset", Fault.CONNECTION_RESET_BY_PEER),
            broken("empty response", Fault.EMPTY_RESPONSE),
            broken("malformed chunk", Fault.MALFORMED_RESPONSE_CHUNK),
            broken("garbage", Fault.RANDOM_DATA_THEN_CLOSE),
            new WireFault("HTML with 502", () -> page(502)),
            new WireFault("HTML with 200", () -> page(200)),
            new WireFault("JSON cut off", () -> json(200, "{\"name\":\"proj")),
            new WireFault("a list where an object is due", () -> json(200, "[]")),
            new WireFault("429", () -> aResponse().withStatus(429).withHeader("Retry-After", "7")),
            new WireFault(
                "503",
                () ->
                    json(
                        503,
                        "{\"error\":{\"code\":503,\"message\":\"x\",\"status\":\"UNAVAILABLE\"}}")));
    List<WireFault> slow =
        List.of(
            new WireFault(
                "dribble",
                () -> aResponse().withBody("x".repeat(50)).withChunkedDribbleDelay(25, 9_000)),
            new WireFault("silence", () -> aResponse().withFixedDelay(5_000)));
    List<Call> calls =
        List.of(
            new Call("list", () -> get(urlPathMatching(FUNCTIONS))),
            new Call(
                "upload address", () -> post(urlPathMatching(FUNCTIONS + ":generateUploadUrl"))),
            new Call("create", () -> post(urlPathMatching(FUNCTIONS))),
            new Call(
                "operation",
                () -> get(urlPathMatching("/cloudfunctions.googleapis.com/v2/.*/operations/.*"))));
    List<Case> cases = new ArrayList<>();
    faults.forEach(fault -> calls.forEach(call -> cases.add(new Case(fault, call))));
    cases.add(new Case(slow.get(0), calls.get(0)));
    cases.add(new Case(slow.get(1), calls.get(2)));
    return cases;
  }

  private static WireFault broken(String name, Fault fault) {
    return new WireFault(name, () -> aResponse().withFault(fault));
  }

  private static ResponseDefinitionBuilder page(int status) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/html; charset=utf-8")
        .withBody("<html><body><h1>Sign in</h1></body></html>");
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  @BeforeAll
  static void pack() throws IOException {
    project =
        SampleProject.in(packed)
            .application("1", SampleProject.function("greeter", new GcpProvider().features()));
    artifact = new SourcePackager(21).pack(project, packed.resolve("out"));
  }

  @BeforeEach
  void open() throws IOException {
    wired = WiredGoogle.open(directory);
  }

  @AfterEach
  void close() {
    wired.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDeploymentSurvives(Case one) {
    wired.once(one.call().match().get(), one.fault().answer().get());
    Outcome outcome;
    try (Portolan portolan = wired.deployer()) {
      outcome = portolan.apply(portolan.plan(project, artifact));
    }
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
    assertTrue(wired.struck(), "the fault never struck");
    assertEquals(1, wired.functions());
    assertEquals(1, wired.revisions());
    assertFalse(String.join("\n", wired.told).contains("Signature="), wired.told.toString());
  }

  @Test
  void aCreationWhoseAnswerIsLostIsLookedForBeforeItIsAskedForAgain() {
    wired.always(
        post(urlPathMatching(FUNCTIONS)), aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    DeployException lost = deploy().error().orElseThrow();
    assertEquals(Kind.UNAVAILABLE, lost.kind(), lost.getMessage());
    List<String> asked = wired.asked();
    int creations = 0;
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).startsWith(CREATE) && asked.get(i).endsWith("/functions")) {
        creations++;
        List<String> before = asked.subList(Math.max(0, i - 4), i);
        assertTrue(
            before.stream().anyMatch(call -> call.matches("GET .*/functions/[^/]+")),
            "nobody looked before " + before);
      }
    }
    assertEquals(7, creations, "once, and six times again");
    converges();
  }

  @Test
  void aStormOfConflictsEndsAndTheNextRunConverges() {
    wired.always(
        post(urlPathMatching(FUNCTIONS)),
        json(
            409,
            "{\"error\":{\"code\":409,\"status\":\"ABORTED\",\"message\":\"unable to queue the"
                + " operation\"}}"));
    DeployException stormy = deploy().error().orElseThrow();
    assertEquals(Kind.CONFLICT, stormy.kind());
    assertTrue(stormy.getMessage().contains("unable to queue"), stormy.getMessage());
    converges();
  }

  @Test
  void aPageInGooglesPlaceIsToldOf() {
    wired.always(get(urlPathMatching(FUNCTIONS)), page(403));
    DeployException told = deploy().error().orElseThrow();
    assertEquals(Kind.UNAVAILABLE, told.kind());
    assertTrue(told.hint().contains("a proxy"), told.hint());
    converges();
  }

  @Test
  void anApiThatIsNotEnabledIsToldWithItsAddress() {
    wired.always(
        post(urlPathMatching(FUNCTIONS + ":generateUploadUrl")),
        json(
            403,
            "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":\"Cloud Functions"
                + " API has not been used in project 42 before or it is disabled. Enable it by"
                + " visiting https://console.developers.google.com/apis\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"SERVICE_DISABLED\"}]}}"));
    DeployException told = deploy().error().orElseThrow();
    assertEquals(Kind.UNSUPPORTED, told.kind(), told.getMessage());
    assertTrue(told.getMessage().contains("https://console"), told.getMessage());
    converges();
  }

  @Test
  void fromAListThatIsNotWholeNothingIsConcluded() {
    wired.always(
        get(urlPathMatching(FUNCTIONS)),
        json(200, "{\"functions\":[],\"unreachable\":[\"us-central1\"]}"));
    DeployException told = deploy().error().orElseThrow();
    assertEquals(Kind.UNAVAILABLE, told.kind());
    assertTrue(told.getMessage().contains("us-central1"), told.getMessage());
    assertEquals(0, wired.functions());
    converges();
  }

  private Outcome deploy() {
    try (Portolan portolan = wired.deployer()) {
      return portolan.deploy(project, directory.resolve("out"));
    }
  }

  private void converges() {
    wired.mend();
    Outcome again = deploy();
    assertEquals(ExitCode.VERIFIED, again.exitCode(), String.valueOf(again.error()));
    assertEquals(Action.UNCHANGED, deploy().functions().get(0).action());
    assertEquals(1, wired.functions());
    assertEquals(1, wired.revisions());
  }
}
