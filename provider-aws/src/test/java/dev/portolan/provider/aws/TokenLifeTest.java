package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.model.ConflictException;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;

/** Authorizers of an HTTP API, which check the tokens that functions take. */
class TokenLifeTest {
  private static final Jwt SHOP = Jwt.of("https://issuer.example", "shop");
  private static final Jwt DESK = Jwt.of("https://issuer.example", "desk");

  private final VirtualTime time = new VirtualTime();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time);
  @TempDir private Path directory;

  @BeforeEach
  void open() {
    aws.keepIssuer("https://issuer.example", JsonNodeFactory.instance.objectNode());
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private static FunctionSpec function(String name, Optional<Jwt> jwt) {
    Trigger.Http http = new Trigger.Http("/" + name, List.of("GET"), Trigger.Access.AUTHENTICATED);
    return FunctionSpec.of(
        name,
        "com.acme.Other",
        "com.acme.Name",
        "com.acme.Greeting",
        List.of(jwt.map(http::withJwt).orElse(http)));
  }

  private static FunctionSpec taking(String name, Jwt jwt) {
    return function(name, Optional.of(jwt));
  }

  private static FunctionSpec signed(String name) {
    return function(name, Optional.empty());
  }

  private Outcome deploy(Map<String, String> settings, FunctionSpec... functions)
      throws IOException {
    try (Portolan portolan = Clouds.inProcess(aws, time, settings)) {
      return portolan.apply(
          portolan.plan(Samples.application(functions), Samples.artifact(directory, "a")));
    }
  }

  private void verified(FunctionSpec... functions) throws IOException {
    verified(deploy(Map.of(), functions));
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
  }

  private JsonNode api() {
    return aws.state().at("/regions/us-east-1/apigateway/apis").elements().next();
  }

  /** Each route, and for whom the tokens are that it takes. */
  private String routes() {
    List<String> all = new ArrayList<>();
    for (JsonNode route : api().path("_routes")) {
      JsonNode authorizer =
          api().path("_authorizers").path(route.path("authorizerId").asText("none"));
      all.add(
          route.path("routeKey").asText()
              + " "
              + route.path("authorizationType").asText()
              + (authorizer.isMissingNode()
                  ? ""
                  : " " + authorizer.at("/jwtConfiguration/audience"))
              + (route.has("authorizationScopes") ? " " + route.path("authorizationScopes") : ""));
    }
    return String.join(", ", all.stream().sorted().toList());
  }

  private int authorizers() {
    return api().path("_authorizers").size();
  }

  @Test
  void functionsThatTakeTheSameShareOneAndItGoesWithTheLast() throws Exception {
    verified(taking("a", SHOP), taking("b", SHOP.withScopes(List.of("look"))), signed("c"));
    assertEquals(
        "GET /a JWT [\"shop\"], GET /b JWT [\"shop\"] [\"look\"], GET /c AWS_IAM", routes());
    assertEquals(1, authorizers());
    verified(taking("a", DESK), taking("b", SHOP), signed("c"));
    assertEquals("GET /a JWT [\"desk\"], GET /b JWT [\"shop\"], GET /c AWS_IAM", routes());
    assertEquals(2, authorizers());
    verified(deploy(Map.of("prune", "true"), taking("b", SHOP), signed("c")));
    assertEquals("GET /b JWT [\"shop\"], GET /c AWS_IAM", routes());
    assertEquals(1, authorizers());
    verified(signed("b"), signed("c"));
    assertEquals("GET /b AWS_IAM, GET /c AWS_IAM", routes());
    assertEquals(0, authorizers());
  }

  @Test
  void whatAFunctionNeedsThatIsNoLongerInTheProjectStays() throws Exception {
    verified(taking("a", SHOP), taking("b", DESK));
    verified(taking("b", DESK));
    assertEquals("GET /a JWT [\"shop\"], GET /b JWT [\"desk\"]", routes());
    assertEquals(2, authorizers());
  }

  @Test
  void aRollbackTakesTheTokensOfThen() throws Exception {
    Jwt scoped = SHOP.withScopes(List.of("look"));
    verified(taking("a", scoped));
    verified(taking("a", DESK));
    verified(signed("a"));
    for (String expected : List.of("GET /a JWT [\"desk\"]", "GET /a JWT [\"shop\"] [\"look\"]")) {
      try (Portolan portolan = Clouds.inProcess(aws, time, Map.of())) {
        verified(portolan.rollback(Samples.OWNER, "a", Optional.empty()));
      }
      assertEquals(expected, routes());
      assertEquals(1, authorizers());
    }
  }

  @Test
  void whatSomebodyChangedIsPutRightAndWhatIsSomebodyElsesStays() throws Exception {
    verified(taking("a", SHOP));
    Stranger stranger = new Stranger(aws);
    stranger.checkOthers(api().path("_authorizers").fieldNames().next());
    stranger.checkTokens("mine");
    assertEquals("GET /a JWT [\"anybody\"]", routes());
    verified(taking("a", SHOP));
    assertEquals("GET /a JWT [\"shop\"]", routes());
    verified(signed("a"));
    assertEquals(1, authorizers());
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE_SEND, CreateAuthorizer",
    "AFTER_COMMIT, CreateAuthorizer",
    "AFTER_COMMIT, UpdateRoute",
    "AFTER_COMMIT, DeleteAuthorizer"
  })
  void aRunThatDiedIsBroughtToItsEndByTheNext(Phase phase, String operation) throws Exception {
    verified(taking("a", SHOP));
    aws.faults().on("apigateway", operation, phase, Fault.kill(), 1);
    assertThrows(CallerKilledError.class, () -> deploy(Map.of(), taking("a", DESK)));
    aws.faults().revive();
    verified(taking("a", DESK));
    assertEquals("GET /a JWT [\"desk\"]", routes());
    assertEquals(1, authorizers());
  }

  @Test
  void anIssuerThatIsNotThereIsTold() throws Exception {
    Outcome outcome = deploy(Map.of(), taking("a", Jwt.of("https://127.0.0.1:1", "shop")));
    DeployException error = outcome.error().orElseThrow();
    assertTrue(error.getMessage().contains("Invalid issuer"), error.getMessage());
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, error.kind());
  }

  private static FunctionSpec open(String name, String path) {
    return FunctionSpec.of(
        name,
        "com.acme.Other",
        "com.acme.Name",
        "com.acme.Greeting",
        List.of(new Trigger.Http(path, List.of("GET"), Trigger.Access.PUBLIC)));
  }

  /** Whether the version that takes tokens serves. */
  private static boolean isClosedOneServing(EmbeddedAws aws) {
    JsonNode function = aws.state().at("/regions/us-east-1/lambda/functions").elements().next();
    String serving = function.at("/aliases/live/FunctionVersion").asText();
    JsonNode version = function.path("versions").path(serving);
    assertFalse(version.isMissingNode(), "no version " + serving + " in " + function);
    return version.toString().contains(Authorizer.VARIABLE);
  }

  /** Whether anyone may call it, by a route or by its URL. */
  private static boolean isOpen(EmbeddedAws aws) {
    String state = aws.state().path("regions").toString();
    return state.contains("\"authorizationType\":\"NONE\"")
        || state.contains("\"AuthType\":\"NONE\"");
  }

  private static void openFirst(EmbeddedAws aws, VirtualTime time, Path directory, String front)
      throws IOException {
    aws.keepIssuer("https://issuer.example", JsonNodeFactory.instance.objectNode());
    try (Portolan portolan = Clouds.inProcess(aws, time, Map.of("front", front))) {
      verified(
          portolan.apply(
              portolan.plan(
                  Samples.application(open("a", front.equals("url") ? "/" : "/a")),
                  Samples.artifact(directory, "a"))));
    }
    assertTrue(isOpen(aws), aws.state().toString());
    assertFalse(isClosedOneServing(aws));
  }

  private static Outcome close(
      EmbeddedAws aws, VirtualTime time, Path directory, FunctionSpec closed) throws IOException {
    try (Portolan portolan = Clouds.inProcess(aws, time, Map.of())) {
      return portolan.apply(
          portolan.plan(Samples.application(closed), Samples.artifact(directory, "b")));
    }
  }

  @Test
  void whatWasOpenStaysAsItWasWhereTheIssuerIsNotThere() throws Exception {
    openFirst(aws, time, directory, "http-api");
    FunctionSpec closed = taking("a", Jwt.of("https://127.0.0.1:1", "shop"));
    Outcome outcome = close(aws, time, directory, closed);
    assertTrue(outcome.error().orElseThrow().getMessage().contains("Invalid issuer"));
    assertFalse(isClosedOneServing(aws), aws.state().toString());
    assertEquals("GET /a NONE", routes());
  }

  @Test
  void aUrlThatWasOpenIsClosedBeforeAnIssuerThatIsNotThereFails() throws Exception {
    openFirst(aws, time, directory, "url");
    FunctionSpec closed = taking("a", Jwt.of("https://127.0.0.1:1", "shop"));
    Outcome outcome = close(aws, time, directory, closed);
    assertTrue(outcome.error().orElseThrow().getMessage().contains("Invalid issuer"));
    assertTrue(isClosedOneServing(aws));
    assertFalse(isOpen(aws), aws.state().toString());
  }

  @ParameterizedTest
  @CsvSource({"http-api, /a", "http-api, /b", "url, /a"})
  void whatIsClosedIsNeverOpenWhereverTheRunDies(String front, String path) throws Exception {
    Trigger.Http http = new Trigger.Http(path, List.of("GET"), Trigger.Access.AUTHENTICATED);
    FunctionSpec closed =
        FunctionSpec.of(
            "a",
            "com.acme.Other",
            "com.acme.Name",
            "com.acme.Greeting",
            List.of(http.withJwt(SHOP)));
    openFirst(aws, time, directory, front);
    boolean died = true;
    boolean served = false;
    for (int call = 1; died; call++) {
      VirtualTime own = new VirtualTime();
      try (EmbeddedAws copy = aws.copy(own)) {
        int left = call;
        AtomicInteger calls = new AtomicInteger();
        copy.faults()
            .when(
                point ->
                    point.phase() == Phase.AFTER_COMMIT
                        && !point.operation().matches("(Get|List).*")
                        && calls.incrementAndGet() == left,
                Fault.kill(),
                1);
        try {
          verified(close(copy, own, directory, closed));
          died = false;
        } catch (CallerKilledError killed) {
          assertEquals(0, copy.faults().unspent());
        }
        copy.faults().clear();
        served |= died && isClosedOneServing(copy);
        assertFalse(
            isClosedOneServing(copy) && isOpen(copy), "open after call " + call + " of " + front);
        verified(close(copy, own, directory, closed));
        assertTrue(isClosedOneServing(copy) && !isOpen(copy));
      }
    }
    assertTrue(served, "no run died after the shift");
  }

  @Test
  void tokensOfOthersDoNotReachWhatNoLongerTakesThem() throws Exception {
    verified(taking("a", SHOP.withScopes(List.of("look", "buy"))));
    assertEquals("[a/route GET /a, a/alias]", shifts(taking("a", SHOP.withScopes(List.of("buy")))));
    assertEquals("[a/route GET /a, a/alias]", shifts(taking("a", DESK)));
    assertEquals("[a/route GET /a, a/alias]", shifts(signed("a")));
    assertEquals("[a/alias]", shifts(taking("a", SHOP)), "a wider route opens after the shift");
    assertEquals("[a/alias]", shifts(open("a", "/a")));
  }

  private String shifts(FunctionSpec function) throws IOException {
    try (Portolan portolan = Clouds.inProcess(aws, time, Map.of())) {
      return portolan
          .plan(Samples.application(function), Samples.artifact(directory, "a"))
          .steps()
          .stream()
          .filter(step -> step.phase() == Step.Phase.SHIFT)
          .map(Step::id)
          .toList()
          .toString();
    }
  }

  @Test
  void anAuthorizerThatTakesTokensFromElsewhereIsPutRight() throws Exception {
    verified(taking("a", SHOP));
    new Stranger(aws).checkElsewhere(api().path("_authorizers").fieldNames().next());
    verified(taking("a", SHOP));
    assertEquals(
        "[\"$request.header.Authorization\"]",
        api().path("_authorizers").elements().next().path("identitySource").toString());
  }

  @Test
  void aRouteOfThatKeyBehindAnUrlNeedsNoneOfTheApis() throws Exception {
    verified(taking("a", SHOP));
    Trigger.Http same = new Trigger.Http("/a", List.of("GET"), Trigger.Access.AUTHENTICATED);
    FunctionSpec other =
        FunctionSpec.of("b", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of(same));
    verified(deploy(Map.of("front", "url"), other));
    assertEquals("GET /a JWT [\"shop\"]", routes());
    assertEquals(1, authorizers());
  }

  @Test
  void anAuthorizerThatARouteNeedsIsNotDeleted() throws Exception {
    verified(taking("a", SHOP));
    JsonNode authorizer = api().path("_authorizers").elements().next();
    Stranger stranger = new Stranger(aws);
    ConflictException refused =
        assertThrows(
            ConflictException.class,
            () -> stranger.checkNoMore(authorizer.path("authorizerId").asText()));
    String expected =
        "Cannot delete authorizer '"
            + authorizer.path("name").asText()
            + "', is referenced in route: GET /a";
    assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
  }

  @Test
  void aFunctionUrlChecksNoTokens() throws Exception {
    try (Portolan portolan = Clouds.inProcess(aws, time, Map.of("front", "url"))) {
      String problems = portolan.check(Samples.application(taking("a", SHOP))).toString();
      assertTrue(problems.contains("takes tokens, which a function URL does not check"), problems);
    }
  }

  @Test
  void whatSomebodyElseLetsCallAFunctionIsToldWhereItIsNotOpenToAnyone() throws IOException {
    Trigger.Http open = new Trigger.Http("/open", List.of("GET"), Trigger.Access.PUBLIC);
    FunctionSpec[] all = {
      signed("signed"),
      taking("taking", SHOP),
      FunctionSpec.of("open", "com.acme.Other", "com.acme.Name", "com.acme.Greeting", List.of(open))
    };
    verified(all);
    assertEquals(List.of(), deploy(Map.of(), all).plan().orElseThrow().notes());
    String group = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/1";
    try (AwsClients clients =
        new AwsClients(
            AwsSettings.from(Clouds.settings("http://127.0.0.1:1")),
            Region.of(EmbeddedAws.REGION),
            Map.of(),
            timeouts -> new InProcessHttpClient(aws))) {
      for (FunctionSpec function : all) {
        AddPermissionRequest.Builder balancer =
            AddPermissionRequest.builder()
                .functionName("shop-dev-" + function.name())
                .qualifier("live")
                .statementId("balancer")
                .action("lambda:InvokeFunction")
                .principal("elasticloadbalancing.amazonaws.com")
                .sourceArn(group);
        clients.lambda().get().addPermission(balancer.build());
      }
      clients
          .lambda()
          .get()
          .addPermission(
              p ->
                  p.functionName("shop-dev-signed")
                      .qualifier("live")
                      .statementId("through-the-url")
                      .action("lambda:InvokeFunction")
                      .principal("999999999999")
                      .invokedViaFunctionUrl(true));
    }
    Plan again = deploy(Map.of(), all).plan().orElseThrow();
    assertTrue(again.isEmpty(), "it is theirs");
    assertEquals(2, again.notes().size(), again.notes().toString());
    for (int i = 0; i < 2; i++) {
      String note = again.notes().get(i);
      assertTrue(note.startsWith("function " + all[i].name() + " is not open to anyone"), note);
      assertTrue(note.contains("statement balancer"), note);
      assertTrue(note.contains("elasticloadbalancing.amazonaws.com (" + group + ")"), note);
    }
  }
}
