package dev.portolan.provider.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Puts each fault that a wire can have under the real SDK, once at one call of a deployment: it
 * must succeed all the same, and leave one of each resource. What is behind the wire is the
 * embedded AWS.
 */
class WireFaultTest {
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofSeconds(2));

  private static WireMockServer wire;
  private EmbeddedAws aws;
  @TempDir private Path directory;

  /** What the wire does to one answer. */
  record WireFault(String name, ResponseDefinitionBuilder response) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A call of a first deployment. */
  record Call(String name, String method, String path) {
    boolean is(SdkHttpRequest request) {
      return request.method().name().equals(method) && request.encodedPath().matches(path);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Case(WireFault fault, Call call) {
    @Override
    public String toString() {
      return fault + " at " + call;
    }
  }

  private static List<WireFault> faults() {
    String json = "{\"FunctionName\":\"shop-dev-hel";
    String html = "<html><body><h1>Bad gateway</h1></body></html>";
    return List.of(
        new WireFault("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        new WireFault("empty response", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        new WireFault("malformed chunk", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        new WireFault("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        new WireFault("HTML with 502", page(502, html)),
        new WireFault("HTML with 200", page(200, html)),
        new WireFault("JSON cut off", aResponse().withStatus(200).withBody(json)),
        new WireFault("200 without a body", aResponse().withStatus(200)),
        new WireFault(
            "dribble", aResponse().withBody("x".repeat(50)).withChunkedDribbleDelay(5, 500)),
        new WireFault("silence", aResponse().withFixedDelay(500)));
  }

  static List<Case> cases() {
    List<Call> calls =
        List.of(
            new Call("GetFunction", "GET", "/2015-03-31/functions/[^/]+"),
            new Call("CreateFunction", "POST", "/2015-03-31/functions/?"),
            new Call("PublishVersion", "POST", "/2015-03-31/functions/[^/]+/versions"),
            new Call("CreateApi", "POST", "/v2/apis"),
            new Call("GetApis", "GET", "/v2/apis"),
            new Call("IAM, STS and logs", "POST", "/"));
    List<Case> cases = new ArrayList<>();
    faults().forEach(fault -> calls.forEach(call -> cases.add(new Case(fault, call))));
    return cases;
  }

  private static ResponseDefinitionBuilder page(int status, String html) {
    return aResponse().withStatus(status).withHeader("Content-Type", "text/html").withBody(html);
  }

  @BeforeAll
  static void openWire() {
    wire = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    wire.start();
  }

  @AfterAll
  static void closeWire() {
    wire.stop();
  }

  @BeforeEach
  void openCloud() {
    aws = EmbeddedAws.inMemory(new VirtualTime());
  }

  @AfterEach
  void closeCloud() {
    aws.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDeploymentSurvives(Case one) throws Exception {
    deploy(one.fault(), one.call()::is, Map.of(), Samples.hello());
    assertEquals(1, aws.state().at("/regions/us-east-1/apigateway/apis").size());
    assertEquals(1, aws.state().at("/regions/us-east-1/lambda/functions").size());
    assertEquals(1, aws.state().at("/iam/roles").size());
  }

  static List<Arguments> busCases() {
    List<Arguments> cases = new ArrayList<>();
    for (WireFault fault : faults()) {
      List.of("DescribeRule", "CreateEventBus", "PutRule", "PutTargets")
          .forEach(operation -> cases.add(Arguments.of(fault, operation)));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("busCases")
  void aRuleSurvives(WireFault fault, String operation) throws Exception {
    Map<String, String> settings =
        Map.of("names.orders", BusCloud.arn("shop"), "createTopics", "true");
    deploy(
        fault,
        request ->
            request
                .firstMatchingHeader("X-Amz-Target")
                .equals(Optional.of("AWSEvents." + operation)),
        settings,
        EventScene.hello(new Trigger.Topic("orders", List.of("com.acme.placed"))));
    JsonNode rules = aws.state().at("/regions/us-east-1/events/buses/shop/rules");
    assertEquals(1, rules.size());
    assertEquals(1, rules.path("shop-dev-hello").path("targets").size());
  }

  private void deploy(
      WireFault fault,
      Predicate<SdkHttpRequest> call,
      Map<String, String> settings,
      FunctionSpec function)
      throws Exception {
    wire.resetAll();
    wire.stubFor(any(anyUrl()).willReturn(fault.response()));
    AtomicBoolean struck = new AtomicBoolean();
    Application application = Samples.application(function);
    Artifact artifact = Samples.artifact(directory, "code");
    try (SdkHttpClient sockets = AwsProvider.sockets(SHORT);
        Portolan portolan =
            Clouds.at(
                "http://127.0.0.1:1",
                new VirtualTime(),
                settings,
                timeouts ->
                    new Detour(new InProcessHttpClient(aws), sockets, call, wire.port(), struck))) {
      Outcome outcome = portolan.apply(portolan.plan(application, artifact));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
    }
    assertTrue(struck.get(), "the fault never struck");
  }
}
