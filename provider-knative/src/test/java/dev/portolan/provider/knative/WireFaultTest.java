package dev.portolan.provider.knative;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.Projects;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts each fault that a wire can have under the real client, once at one call of a first
 * deployment: it must succeed all the same, and leave one of each thing.
 */
@Execution(ExecutionMode.CONCURRENT)
final class WireFaultTest {
  @TempDir static Path packed;
  private static Application project;
  private static Artifact artifact;

  @TempDir Path directory;

  /** What the wire does to one answer. */
  record WireFault(String name, Supplier<ResponseDefinitionBuilder> answer) {}

  /** A call of a first deployment. */
  record Call(String name, Supplier<MappingBuilder> match, Predicate<HttpRequest> toRegistry) {
    static Call kube(String name, Supplier<MappingBuilder> match) {
      return new Call(name, match, request -> false);
    }

    static Call registry(String name, String method, String path) {
      return new Call(
          name,
          null,
          request -> request.method().equals(method) && request.uri().getPath().matches(path));
    }
  }

  record Case(WireFault fault, Call call) {
    @Override
    public String toString() {
      return fault.name() + " at " + call.name();
    }
  }

  static List<Case> cases() {
    List<WireFault> both =
        List.of(
            broken("reset", Fault.CONNECTION_RESET_BY_PEER),
            broken("empty response", Fault.EMPTY_RESPONSE),
            broken("malformed chunk", Fault.MALFORMED_RESPONSE_CHUNK),
            broken("garbage", Fault.RANDOM_DATA_THEN_CLOSE),
            new WireFault("HTML with 502", () -> page(502)),
            new WireFault("429", () -> aResponse().withStatus(429).withHeader("Retry-After", "7")),
            new WireFault(
                "dribble",
                () -> aResponse().withBody("x".repeat(50)).withChunkedDribbleDelay(25, 25_000)),
            new WireFault("silence", () -> aResponse().withFixedDelay(6000)));
    List<WireFault> kubeOnly =
        List.of(
            new WireFault("HTML with 200", () -> page(200)),
            new WireFault("JSON cut off", () -> json(200, "{\"kind\":\"Service\",\"meta")),
            new WireFault("JSON of another shape", () -> json(200, "{}")),
            new WireFault("a list where an object is due", () -> json(200, "[]")),
            new WireFault("200 without a body", () -> aResponse().withStatus(200)),
            new WireFault(
                "webhook down",
                () ->
                    json(
                        500,
                        "{\"kind\":\"Status\",\"reason\":\"InternalError\",\"code\":500,"
                            + "\"message\":\"Internal error occurred: failed calling webhook\"}")));
    String services = "/apis/serving.knative.dev/v1/namespaces/default/services";
    List<Call> toKube =
        List.of(
            Call.kube("discovery", () -> get(urlPathMatching("/apis"))),
            Call.kube("access review", () -> post(urlPathMatching("/apis/authorization.*"))),
            Call.kube(
                "rehearsal",
                () ->
                    patch(urlPathMatching(services + "/.*"))
                        .withQueryParam("dryRun", equalTo("All"))),
            Call.kube(
                "apply",
                () -> patch(urlPathMatching(services + "/.*")).withQueryParam("dryRun", absent())));
    List<Call> toRegistry =
        List.of(
            Call.registry("look for the image", "HEAD", ".*/manifests/.*"),
            Call.registry("upload", "PUT", ".*/uploads/.*"),
            Call.registry("manifest", "PUT", ".*/manifests/.*"));
    List<Case> cases = new ArrayList<>();
    both.forEach(fault -> toRegistry.forEach(call -> cases.add(new Case(fault, call))));
    both.forEach(fault -> toKube.forEach(call -> cases.add(new Case(fault, call))));
    kubeOnly.forEach(fault -> toKube.forEach(call -> cases.add(new Case(fault, call))));
    return cases;
  }

  private static WireFault broken(String name, Fault fault) {
    return new WireFault(name, () -> aResponse().withFault(fault));
  }

  static ResponseDefinitionBuilder page(int status) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/html; charset=utf-8")
        .withBody("<html><body><h1>Sign in</h1></body></html>");
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  @BeforeAll
  static void pack() throws IOException {
    project = Projects.greeter(packed);
    Map<String, String> settings = Map.of("baseImage", "scratch", "startupCache", "none");
    artifact = new KnativeProvider().packager(Settings.of(settings)).pack(project, packed);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDeploymentSurvives(Case one) throws Exception {
    try (WiredCloud wired = WiredCloud.open(directory);
        Portolan portolan = wired.deployer(Map.of())) {
      if (one.call().match() == null) {
        wired.spoilRegistry(one.call().toRegistry(), one.fault().answer().get());
      } else {
        WiredCloud.once(wired.kube, one.call().match().get(), one.fault().answer().get());
      }
      Outcome outcome = portolan.apply(portolan.plan(project, artifact));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
      assertTrue(
          wired.registry.getAllServeEvents().size() > 0
              || wired.kube.getAllScenarios().getScenarios().stream()
                  .anyMatch(scenario -> scenario.getState().equals("over")),
          "the fault never struck");
      try (var client = wired.stranger()) {
        assertEquals(
            1,
            client
                .genericKubernetesResources("serving.knative.dev/v1", "Revision")
                .inNamespace("default")
                .list()
                .getItems()
                .size());
      }
      assertFalse(String.join("\n", wired.told).contains(wired.cloud.token()));
    }
  }
}
