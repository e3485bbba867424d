package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What only AWS has, beyond the contract of all deployers. */
class AwsLifeTest {
  private static final Map<String, String> NONE = Map.of();

  private final VirtualTime time = new VirtualTime();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aFunctionNoLongerInTheProjectStaysUntilPruned() throws Exception {
    FunctionSpec other = http("other", "/other");
    verified(deploy("a", NONE, Samples.hello(), other));
    Outcome without = deploy("a", NONE, Samples.hello());
    verified(without);
    String notes = without.plan().orElseThrow().notes().toString();
    assertTrue(notes.contains("shop-dev-other is no longer in the project"), notes);
    assertEquals(2, functions().size());
    assertEquals(3, api().path("_routes").size());
    verified(deploy("a", Map.of("prune", "true"), Samples.hello()));
    assertEquals(1, functions().size());
    assertEquals(2, api().path("_routes").size());
    assertEquals(1, api().path("_integrations").size());
    assertEquals(1, aws.state().at("/iam/roles").size());
    assertEquals(1, aws.state().at("/regions/us-east-1/logs/groups").size());
  }

  @Test
  void logsMayOutliveTheFunction() throws Exception {
    verified(deploy("a", NONE, Samples.hello()));
    try (Portolan portolan = Clouds.inProcess(aws, time, Map.of("keepLogs", "true"))) {
      verified(portolan.destroy(Samples.OWNER));
    }
    assertEquals(0, functions().size());
    assertEquals(1, aws.state().at("/regions/us-east-1/logs/groups").size());
    verified(deploy("a", NONE, Samples.hello()));
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      verified(portolan.destroy(Samples.OWNER));
    }
    assertEquals(0, aws.state().at("/regions/us-east-1/logs/groups").size());
  }

  @Test
  void keepsAsManyVersionsAsAsked() throws Exception {
    for (String code : List.of("a", "b", "c", "d", "e")) {
      verified(deploy(code, Map.of("keepVersions", "2"), Samples.hello()));
    }
    JsonNode versions = functions().path("shop-dev-hello").path("versions");
    assertEquals(2, versions.size());
    assertTrue(versions.has("5") && versions.has("4"), versions.toString());
  }

  @Test
  void theVersionThatServedIsKeptBeforeNewerOnesThatWereLeft() throws Exception {
    verified(deploy("a", NONE, Samples.hello()));
    verified(deploy("b", NONE, Samples.hello()));
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      verified(portolan.rollback(Samples.OWNER, "hello", Optional.empty()));
    }
    verified(deploy("c", Map.of("keepVersions", "2"), Samples.hello()));
    JsonNode versions = functions().path("shop-dev-hello").path("versions");
    assertTrue(versions.size() == 2 && versions.has("1") && versions.has("3"), "" + versions);
  }

  @Test
  void aRollbackBringsRoutesCallersAndBoundsBack() throws Exception {
    FunctionSpec bounded = Samples.hello().withSizing(Sizing.PORTABLE.withMaxConcurrency(7));
    verified(deploy("a", NONE, bounded));
    String before = routes();
    FunctionSpec closed =
        FunctionSpec.of(
            "hello",
            "com.acme.Hello",
            "com.acme.Name",
            "com.acme.Greeting",
            List.of(new Trigger.Http("/bye", List.of("PUT"), Trigger.Access.AUTHENTICATED)));
    verified(deploy("b", NONE, closed));
    assertTrue(!routes().equals(before));
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      verified(portolan.rollback(Samples.OWNER, "hello", Optional.empty()));
    }
    assertEquals(before, routes());
    assertTrue(functions().toString().contains(":7"), functions().toString());
    verified(deploy("b", NONE, closed));
    assertEquals("PUT /bye AWS_IAM", routes());
  }

  @Test
  void aBoundThatSomebodyElseSetStaysAndOursGoes() throws Exception {
    verified(deploy("a", NONE, Samples.hello()));
    Settings settings = Clouds.settings("http://127.0.0.1:1");
    try (LambdaClient client =
        LambdaClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        settings.get("accessKeyId").orElseThrow(),
                        settings.get("secretAccessKey").orElseThrow())))
            .httpClient(new InProcessHttpClient(aws))
            .build()) {
      client.putFunctionConcurrency(
          r -> r.functionName("shop-dev-hello").reservedConcurrentExecutions(0));
    }
    verified(deploy("b", NONE, Samples.hello()));
    assertEquals("0", bound());
    verified(deploy("b", NONE, Samples.hello().withSizing(Sizing.PORTABLE.withMaxConcurrency(7))));
    assertEquals("7", bound());
    verified(deploy("b", NONE, Samples.hello()));
    assertEquals("", bound());
  }

  private String bound() {
    return functions().path("shop-dev-hello").path("reserved").asText("");
  }

  @Test
  void aRouteMayMoveToAnotherFunctionAndStays() throws Exception {
    verified(deploy("a", NONE, http("one", "/x"), http("two", "/y")));
    verified(deploy("a", NONE, http("one", "/z"), http("two", "/x")));
    assertEquals("GET /x NONE, GET /z NONE", routes());
    assertEquals("shop-dev-two", behind("GET /x"));
  }

  @Test
  void aRenamedFunctionKeepsItsRouteWhenTheOldOneIsPruned() throws Exception {
    verified(deploy("a", NONE, http("before", "/x"), http("other", "/y")));
    verified(deploy("a", Map.of("prune", "true"), http("after", "/x"), http("other", "/y")));
    assertEquals("GET /x NONE, GET /y NONE", routes());
    assertEquals("shop-dev-after", behind("GET /x"));
    assertEquals(2, functions().size());
  }

  @Test
  void aRollbackTakesNoRouteFromAnotherFunction() throws Exception {
    verified(deploy("a", NONE, http("one", "/x"), http("two", "/y")));
    verified(deploy("b", NONE, http("one", "/z"), http("two", "/x")));
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      Outcome back = portolan.rollback(Samples.OWNER, "one", Optional.empty());
      verified(back);
      assertTrue(back.plan().orElseThrow().notes().toString().contains("GET /x"));
    }
    assertEquals("shop-dev-two", behind("GET /x"));
  }

  @Test
  void theFrontMayChangeAndNothingStays() throws Exception {
    verified(deploy("a", NONE, Samples.hello()));
    String first = CloudState.of(aws.state());
    Outcome url = deploy("a", Map.of("front", "url"), Samples.hello());
    verified(url);
    assertTrue(url.functions().get(0).url().orElseThrow().toString().endsWith("/hello"));
    assertEquals(0, aws.state().at("/regions/us-east-1/apigateway/apis").size());
    verified(deploy("a", Map.of("front", "url"), Samples.hello()));
    verified(deploy("a", NONE, Samples.hello()));
    assertEquals(routesOf(first), routesOf(CloudState.of(aws.state())));
    assertTrue(!functions().toString().contains("\"AuthType\""), functions().toString());
  }

  @Test
  void aRollbackTakesAlongTheFrontOfThen() throws Exception {
    verified(deploy("a", Map.of("front", "url"), Samples.hello()));
    verified(deploy("b", NONE, Samples.hello()));
    assertEquals(1, aws.state().at("/regions/us-east-1/apigateway/apis").size());
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      verified(portolan.rollback(Samples.OWNER, "hello", Optional.empty()));
    }
    assertTrue(functions().toString().contains("\"AuthType\":\"NONE\""), functions().toString());
    for (JsonNode api : aws.state().at("/regions/us-east-1/apigateway/apis")) {
      assertTrue(api.path("routes").isEmpty(), api.toString());
    }
    verified(deploy("b", NONE, Samples.hello()));
  }

  @Test
  void aSnapshotIsWaitedFor() throws Exception {
    aws.setTimings(Timings.lifelike());
    Sizing arm = Sizing.PORTABLE.withArchitecture(Architecture.ARM64);
    verified(deploy("a", Map.of("snapStart", "true"), Samples.hello().withSizing(arm)));
    JsonNode version = functions().at("/shop-dev-hello/versions/1");
    assertEquals("PublishedVersions", version.at("/SnapStart/ApplyOn").asText());
    assertEquals("arm64", version.at("/Architectures/0").asText());
  }

  @Test
  void moreConcurrencyThanTheAccountHasIsRefusedBeforeAnyChange() throws Exception {
    FunctionSpec greedy = Samples.hello().withSizing(Sizing.PORTABLE.withMaxConcurrency(100_000));
    try (Portolan portolan = Clouds.inProcess(aws, time, NONE)) {
      DeployException refused =
          assertThrows(
              DeployException.class,
              () -> portolan.plan(Samples.application(greedy), Samples.artifact(directory, "a")));
      assertEquals(DeployException.Kind.QUOTA_EXCEEDED, refused.kind());
    }
    assertEquals(0, functions().size());
  }

  @Test
  void withARoleOfOnesOwnIamIsNotAsked() throws Exception {
    new Stranger(aws).plantRole("ours");
    aws.calls().clear();
    String role = "arn:aws:iam::" + EmbeddedAws.ACCOUNT + ":role/ours";
    verified(deploy("a", Map.of("role", role), Samples.hello()));
    assertTrue(aws.calls().calls().stream().noneMatch(call -> call.service().equals("iam")));
    assertEquals(role, functions().at("/shop-dev-hello/latest/Role").asText());
  }

  private static FunctionSpec http(String name, String path) {
    return FunctionSpec.of(
        name,
        "com.acme.Other",
        "com.acme.Name",
        "com.acme.Greeting",
        List.of(new Trigger.Http(path, List.of("GET"), Trigger.Access.PUBLIC)));
  }

  private Outcome deploy(String code, Map<String, String> settings, FunctionSpec... functions)
      throws IOException {
    try (Portolan portolan = Clouds.inProcess(aws, time, settings)) {
      return portolan.apply(
          portolan.plan(Samples.application(functions), Samples.artifact(directory, code)));
    }
  }

  private JsonNode functions() {
    return aws.state().at("/regions/us-east-1/lambda/functions");
  }

  private JsonNode api() {
    return aws.state().at("/regions/us-east-1/apigateway/apis").elements().next();
  }

  private String routes() {
    List<String> keys = new ArrayList<>();
    api()
        .path("_routes")
        .forEach(
            route ->
                keys.add(
                    route.path("routeKey").asText()
                        + " "
                        + route.path("authorizationType").asText()));
    return keys.stream().sorted().collect(Collectors.joining(", "));
  }

  private String behind(String key) {
    for (JsonNode route : api().path("_routes")) {
      if (route.path("routeKey").asText().equals(key)) {
        String id = route.path("target").asText().replace("integrations/", "");
        String uri = api().path("_integrations").path(id).path("integrationUri").asText();
        return uri.replaceFirst(".*:function:([^:]+):live.*", "$1");
      }
    }
    return "nothing";
  }

  private static List<String> routesOf(String state) {
    return state.lines().filter(line -> line.contains("apigateway")).toList();
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), String.valueOf(outcome.error()));
  }
}
