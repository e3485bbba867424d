package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Asks the same of this sandbox and of moto, a control plane that others wrote. */
@Tag("moto")
@EnabledIfSystemProperty(
    named = "portolan.moto",
    matches = "true",
    disabledReason = "opt-in: -Dportolan.moto=true, with python3 and moto[server] installed")
class MotoTest {
  /** Where moto answers otherwise than AWS documents or was recorded to answer. */
  private static final Map<String, String> DEPARTURES =
      Map.of(
          "alias again: 409 ConflictException", "alias again: 409 ResourceConflictException",
          "deleted alias: 201", "deleted alias: 204",
          "integration: null2.0", "integration: INTERNET2.0",
          "no secret: 404 ResourceNotFoundException", "no secret: 400 ResourceNotFoundException");

  @TempDir Path directory;

  /** What came of each call: what it answered, or how it was refused. */
  private static final class Transcript {
    private final List<String> lines = new ArrayList<>();

    void ask(String what, Supplier<Object> call) {
      String came;
      try {
        came = String.valueOf(call.get());
      } catch (AwsServiceException refusal) {
        came = refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode();
      }
      lines.add(what + ": " + came);
    }
  }

  @Test
  void saysWhatMotoSays() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ChildProcess moto;
    try {
      moto =
          ChildProcess.start(
              List.of(
                  "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", String.valueOf(port)),
              directory,
              System.getenv(),
              line -> {});
    } catch (IOException e) {
      Assumptions.abort("no python3 here");
      return;
    }
    try (moto;
        EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system())) {
      Assumptions.assumeTrue(answers(moto, port), "moto.server does not start here");
      SdkBytes zip = Functions.anyZip();
      List<String> theirs =
          run(Sdk.overSocket("http://127.0.0.1:" + port), zip).stream()
              .map(line -> DEPARTURES.getOrDefault(line, line))
              .toList();
      List<String> ours = run(Sdk.inProcess(aws), zip);
      assertEquals(String.join("\n", theirs), String.join("\n", ours));
    }
  }

  private static boolean answers(ChildProcess process, int port) throws InterruptedException {
    TimeSource time = TimeSource.system();
    for (int i = 0; i < 300 && process.alive(); i++) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return socket.isConnected();
      } catch (IOException expected) {
        time.sleep(Duration.ofMillis(100));
      }
    }
    return false;
  }

  private static List<String> run(Sdk sdk, SdkBytes zip) {
    Transcript transcript = new Transcript();
    var iam = sdk.iam();
    transcript.ask("account", () -> sdk.sts().getCallerIdentity().account());
    transcript.ask("no role", () -> iam.getRole(r -> r.roleName("r")));
    String role =
        iam.createRole(r -> r.roleName("r").path("/p/").assumeRolePolicyDocument(Functions.TRUST))
            .role()
            .arn();
    transcript.ask("role", () -> role);
    transcript.ask(
        "role again",
        () -> iam.createRole(r -> r.roleName("r").assumeRolePolicyDocument(Functions.TRUST)));
    transcript.ask(
        "not a policy",
        () -> iam.putRolePolicy(p -> p.roleName("r").policyName("p").policyDocument("{")));
    transcript.ask(
        "roles", () -> iam.listRoles(l -> l.pathPrefix("/p/")).roles().get(0).roleName());
    lambda(sdk, transcript, role, zip);
    gateway(sdk, transcript);
    storage(sdk, transcript);
    return transcript.lines;
  }

  private static void lambda(Sdk sdk, Transcript transcript, String role, SdkBytes zip) {
    var lambda = sdk.lambda();
    transcript.ask("no function", () -> lambda.getFunction(f -> f.functionName("f")));
    transcript.ask(
        "a role that is not there",
        () ->
            lambda.createFunction(
                f ->
                    f.functionName("f")
                        .runtime(Runtime.JAVA17)
                        .handler("a.B")
                        .role("arn:aws:iam::123456789012:role/other")
                        .code(c -> c.zipFile(zip))));
    transcript.ask(
        "function",
        () -> {
          var made =
              lambda.createFunction(
                  f ->
                      f.functionName("f")
                          .runtime(Runtime.JAVA17)
                          .handler("a.B")
                          .role(role)
                          .tags(Map.of("a", "b"))
                          .code(c -> c.zipFile(zip)));
          return made.functionArn() + made.codeSha256() + made.timeout() + made.memorySize();
        });
    lambda.waiter().waitUntilFunctionActiveV2(f -> f.functionName("f"));
    transcript.ask(
        "function again",
        () ->
            lambda.createFunction(
                f ->
                    f.functionName("f")
                        .runtime(Runtime.JAVA17)
                        .handler("a.B")
                        .role(role)
                        .code(c -> c.zipFile(zip))));
    transcript.ask("version", () -> lambda.publishVersion(v -> v.functionName("f")).version());
    transcript.ask(
        "alias",
        () ->
            lambda
                .createAlias(a -> a.functionName("f").name("live").functionVersion("1"))
                .aliasArn());
    transcript.ask(
        "alias again",
        () -> lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("1")));
    transcript.ask("no alias", () -> lambda.getAlias(a -> a.functionName("f").name("other")));
    transcript.ask(
        "tags",
        () ->
            lambda
                .listTags(t -> t.resource("arn:aws:lambda:us-east-1:123456789012:function:f"))
                .tags());
    transcript.ask(
        "concurrency",
        () ->
            lambda
                .putFunctionConcurrency(c -> c.functionName("f").reservedConcurrentExecutions(5))
                .reservedConcurrentExecutions());
    transcript.ask("no url", () -> lambda.getFunctionUrlConfig(u -> u.functionName("f")));
    transcript.ask(
        "deleted alias",
        () ->
            lambda
                .deleteAlias(a -> a.functionName("f").name("live"))
                .sdkHttpResponse()
                .statusCode());
    transcript.ask(
        "deleted",
        () -> lambda.deleteFunction(f -> f.functionName("f")).sdkHttpResponse().statusCode());
    transcript.ask("deleted again", () -> lambda.deleteFunction(f -> f.functionName("f")));
  }

  private static void gateway(Sdk sdk, Transcript transcript) {
    var gateway = sdk.gateway();
    transcript.ask("no api", () -> gateway.getApi(a -> a.apiId("other")));
    var api = gateway.createApi(a -> a.name("x").protocolType(ProtocolType.HTTP));
    transcript.ask("api", () -> api.name() + api.protocolType() + api.routeSelectionExpression());
    var integration =
        gateway.createIntegration(
            i ->
                i.apiId(api.apiId())
                    .integrationType("AWS_PROXY")
                    .payloadFormatVersion("2.0")
                    .integrationUri("arn:aws:lambda:us-east-1:123456789012:function:f"));
    transcript.ask(
        "integration", () -> integration.connectionType() + integration.payloadFormatVersion());
    transcript.ask(
        "route",
        () ->
            gateway
                .createRoute(
                    r ->
                        r.apiId(api.apiId())
                            .routeKey("GET /x")
                            .target("integrations/" + integration.integrationId()))
                .routeKey());
    transcript.ask("no route", () -> gateway.getRoute(r -> r.apiId(api.apiId()).routeId("other")));
    transcript.ask(
        "stage",
        () ->
            gateway
                .createStage(s -> s.apiId(api.apiId()).stageName("$default").autoDeploy(true))
                .autoDeploy());
    transcript.ask(
        "no stage", () -> gateway.getStage(s -> s.apiId(api.apiId()).stageName("other")));
    gateway.deleteApi(a -> a.apiId(api.apiId()));
    transcript.ask("apis", () -> gateway.getApis(a -> {}).items());
  }

  private static void storage(Sdk sdk, Transcript transcript) {
    var s3 = sdk.s3();
    s3.createBucket(b -> b.bucket("bucket"));
    transcript.ask("no object", () -> s3.getObjectAsBytes(g -> g.bucket("bucket").key("k")));
    transcript.ask(
        "etag",
        () -> s3.putObject(p -> p.bucket("bucket").key("k"), RequestBody.fromString("x")).eTag());
    transcript.ask("not empty", () -> s3.deleteBucket(b -> b.bucket("bucket")));
    transcript.ask(
        "keys",
        () ->
            s3.listObjectsV2(l -> l.bucket("bucket")).contents().stream()
                .map(o -> o.key())
                .toList());
    var logs = sdk.logs();
    logs.createLogGroup(g -> g.logGroupName("g"));
    transcript.ask("group again", () -> logs.createLogGroup(g -> g.logGroupName("g")));
    transcript.ask("no group", () -> logs.deleteLogGroup(g -> g.logGroupName("other")));
    transcript.ask("no secret", () -> sdk.secrets().getSecretValue(s -> s.secretId("other")));
  }
}
