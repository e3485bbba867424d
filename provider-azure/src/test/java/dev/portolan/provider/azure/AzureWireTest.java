package dev.portolan.provider.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.testkit.SampleProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts each fault that a wire can have under Azure's own clients, at one call of a first
 * deployment: it must succeed all the same, and leave one of each thing.
 */
final class AzureWireTest {
  private static final String SITE = "/subscriptions/.*/providers/Microsoft.Web/sites/[^/]+";

  @TempDir static Path packed;
  private static Application project;

  @TempDir Path directory;
  private WiredAzure wired;

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
            new WireFault("HTML with 503", () -> page(503)),
            new WireFault("429", () -> aResponse().withStatus(429).withHeader("Retry-After", "7")),
            new WireFault(
                "500",
                () ->
                    json(500, "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"x\"}}")));
    List<Call> calls =
        List.of(
            new Call(
                "group",
                () -> get(urlPathMatching("/subscriptions/[^/]+/resource[gG]roups/[^/]+"))),
            new Call("identity", () -> put(urlPathMatching(".*/userAssignedIdentities/.*"))),
            new Call("account", () -> put(urlPathMatching(".*/storageAccounts/[^/]+"))),
            new Call("site", () -> put(urlPathMatching(SITE))),
            new Call("functions", () -> get(urlPathMatching(SITE + "/functions"))),
            new Call(
                "tags", () -> patch(urlPathMatching(".*/providers/Microsoft.Resources/tags/.*"))));
    List<Case> cases = new ArrayList<>();
    faults.forEach(fault -> calls.forEach(call -> cases.add(new Case(fault, call))));
    cases.add(
        new Case(new WireFault("silence", () -> aResponse().withFixedDelay(5_000)), calls.get(3)));
    cases.add(
        new Case(new WireFault("JSON cut off", () -> json(200, "{\"id\":\"/subs")), calls.get(0)));
    return cases;
  }

  private static WireFault broken(String name, Fault fault) {
    return new WireFault(name, () -> aResponse().withFault(fault));
  }

  private static ResponseDefinitionBuilder page(int status) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/html; charset=utf-8")
        .withBody("<html><body><h1>The service is unavailable.</h1></body></html>");
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  @BeforeAll
  static void pack() {
    AzureProvider provider = new AzureProvider();
    project =
        SampleProject.in(packed)
            .application("1", SampleProject.function("greeter", provider.features()));
  }

  @BeforeEach
  void open() throws IOException {
    wired = WiredAzure.open(directory);
  }

  @AfterEach
  void close() {
    wired.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDeploymentSurvives(Case one) {
    wired.once(one.call().match().get(), one.fault().answer().get());
    Outcome outcome = deploy();
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
    assertTrue(wired.struck(), "the fault never struck");
    oneOfEach();
  }

  @Test
  @DisplayName("A storm of conflicts ends, and the next run converges")
  void conflicts() {
    wired.always(
        put(urlPathMatching(SITE)),
        json(
            409,
            "{\"Code\":\"Conflict\",\"Message\":\"Cannot modify this site because another"
                + " operation is in progress.\"}"));
    DeployException stormy = deploy().error().orElseThrow();
    assertEquals(Kind.CONFLICT, stormy.kind(), stormy.getMessage());
    assertTrue(stormy.getMessage().contains("another operation"), stormy.getMessage());
    converges();
  }

  @Test
  @DisplayName("A page in Azure's place is told of")
  void page() {
    wired.always(get(urlPathMatching("/subscriptions/[^/]+/resource[gG]roups/[^/]+")), page(403));
    DeployException told = deploy().error().orElseThrow();
    assertTrue(!told.hint().isBlank(), told.getMessage());
    converges();
  }

  private Outcome deploy() {
    try (Portolan portolan = wired.deployer()) {
      return portolan.deploy(project, packed.resolve("out"));
    }
  }

  private void converges() {
    wired.mend();
    Outcome again = deploy();
    assertEquals(ExitCode.VERIFIED, again.exitCode(), String.valueOf(again.error()));
    assertEquals(Action.UNCHANGED, deploy().functions().get(0).action());
    oneOfEach();
  }

  private void oneOfEach() {
    for (String kind : List.of("groups", "identities", "plans", "sites")) {
      assertEquals(1, wired.count(kind), kind);
    }
    assertEquals(2, wired.count("storageAccounts"), "the function's own, and that of packages");
  }
}
