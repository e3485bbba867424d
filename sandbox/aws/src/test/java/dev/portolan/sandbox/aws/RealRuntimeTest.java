package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Uploaded code in Lambda's own runtime client, called every way there is. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is made for Linux")
@Timeout(120)
class RealRuntimeTest {
  private static final String SOURCE =
      """
      import com.amazonaws.services.lambda.runtime.*;
      import java.io.*;
      import java.nio.charset.StandardCharsets;
      public class Fn implements RequestStreamHandler {
        static int calls;
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
          String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          calls++;
          if (event.contains("log-this")) { context.getLogger().log("hello from inside\\nsecond line\\n"); }
          if (event.contains("throw-this")) { throw new IllegalStateException("not today"); }
          if (event.contains("flood-this")) { out.write(("\\"" + "x".repeat(6291556) + "\\"").getBytes()); return; }
          if (event.contains("exit-this")) { System.exit(3); }
          if (event.contains("hang-this")) { while (true) { Thread.onSpinWait(); } }
          if (event.contains("memory-this")) { byte[][] all = new byte[4096][]; for (int i = 0; ; i++) { all[i] = new byte[1 << 20]; } }
          String answer;
          if (event.contains("\\"rawPath\\"")) {
            answer = event.contains("/binary")
              ? "{\\"statusCode\\":201,\\"isBase64Encoded\\":true,\\"body\\":\\"AAH+/w==\\",\\"headers\\":{\\"content-type\\":\\"application/octet-stream\\"},\\"cookies\\":[\\"a=1; Path=/\\",\\"b=2\\"]}"
              : event;
          } else {
            answer = "{\\"calls\\":" + calls + ",\\"env\\":\\"" + System.getenv("GREETING") + "\\",\\"home\\":\\"" + System.getenv("HOME")
              + "\\",\\"version\\":\\"" + context.getFunctionVersion() + "\\",\\"arn\\":\\"" + context.getInvokedFunctionArn()
              + "\\",\\"left\\":" + context.getRemainingTimeInMillis() + "}";
          }
          out.write(answer.getBytes(StandardCharsets.UTF_8));
        }
      }
      """;

  @TempDir static Path directory;
  private static final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static SandboxCloud.Running running;
  private static Sdk sdk;
  private static SdkBytes code;
  private static String role;
  private static String arn;

  @BeforeAll
  static void deploy() throws Exception {
    running =
        new EmbeddedAwsCloud()
            .start(new SandboxCloud.Spec(directory, TimeSource.system(), told::add));
    sdk = Sdk.of(running);
    code = Functions.zip(directory, "Fn", SOURCE);
    role = Functions.role(sdk, "r");
    arn = Functions.deploy(sdk, role, "fn", code, 10, Map.of("GREETING", "hi"));
    sdk.lambda().publishVersion(v -> v.functionName("fn"));
    sdk.lambda().createAlias(a -> a.functionName("fn").name("live").functionVersion("1"));
    sdk.lambda().waiter().waitUntilPublishedVersionActive(f -> f.functionName("fn").qualifier("1"));
  }

  @AfterAll
  static void end() {
    running.close();
  }

  private static InvokeResponse invoke(String name, String payload) {
    return sdk.lambda()
        .invoke(
            i -> i.functionName(name).logType("Tail").payload(SdkBytes.fromUtf8String(payload)));
  }

  private static String tail(InvokeResponse response) {
    return new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  @Test
  void answersAndKeepsTheProcess() {
    InvokeResponse first = invoke("fn:live", "{\"log-this\":1}");
    InvokeResponse second = invoke("fn:live", "{}");

    String answer = first.payload().asUtf8String();
    assertTrue(answer.contains("\"env\":\"hi\""), answer);
    assertTrue(answer.contains("\"home\":\"null\""), answer);
    assertTrue(answer.contains("\"version\":\"1\""), answer);
    assertTrue(answer.contains("\"arn\":\"" + arn + ":live\""), answer);
    assertEquals("1", first.executedVersion());
    assertTrue(tail(first).contains("hello from inside\nsecond line\n"), tail(first));
    assertTrue(
        tail(second).matches("(?s)START RequestId: .* Version: 1\nEND .*REPORT .*"), tail(second));
    assertTrue(Functions.log(sdk, "fn").contains("hello from inside\n"));
  }

  @Test
  void tellsWhatTheFunctionThrew() {
    InvokeResponse response = invoke("fn", "{\"throw-this\":1}");

    assertEquals("Unhandled", response.functionError());
    String error = response.payload().asUtf8String();
    assertTrue(error.contains("\"errorType\":\"java.lang.IllegalStateException\""), error);
    assertTrue(error.contains("not today"), error);
  }

  @Test
  void endsAFunctionThatTakesTooLongAndStartsAfresh() throws Exception {
    Functions.deploy(sdk, role, "slow", code, 1, Map.of());
    InvokeResponse response = invoke("slow", "{\"hang-this\":1}");

    String error = response.payload().asUtf8String();
    assertTrue(error.contains("Task timed out after 1.00 seconds"), error);
    assertTrue(error.contains("Sandbox.Timedout"), error);
    assertTrue(tail(response).contains("Task timed out after 1.00 seconds"));
    assertTrue(invoke("slow", "{}").payload().asUtf8String().contains("\"calls\":1"));
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() {
    String error = invoke("fn", "{\"flood-this\":1}").payload().asUtf8String();
    assertTrue(error.contains("Function.ResponseSizeTooLarge"), error);
  }

  @Test
  void tellsThatTheProcessEnded() throws Exception {
    Functions.deploy(sdk, role, "exit", code, 10, Map.of());

    String error = invoke("exit", "{\"exit-this\":1}").payload().asUtf8String();
    assertTrue(error.contains("\"errorType\":\"Runtime.ExitError\""), error);
    assertTrue(error.contains("Runtime exited with error: exit status 3"), error);
    assertTrue(invoke("exit", "{}").payload().asUtf8String().contains("\"calls\":1"));
  }

  @Test
  void holdsAFunctionToItsMemory() throws Exception {
    Functions.deploy(sdk, role, "hungry", code, 10, Map.of());

    InvokeResponse response = invoke("hungry", "{\"memory-this\":1}");
    assertEquals("Unhandled", response.functionError());
    assertTrue(
        response.payload().asUtf8String().contains("OutOfMemoryError"),
        response.payload().asUtf8String());
  }

  @Test
  void tellsThatTheHandlerIsNotThere() throws Exception {
    Functions.deploy(sdk, role, "none", Functions.anyZip(), 10, Map.of());

    InvokeResponse response = invoke("none", "{}");
    assertEquals("Unhandled", response.functionError());
    assertTrue(
        response.payload().asUtf8String().contains("ClassNotFoundException"),
        response.payload().asUtf8String());
  }

  @Test
  void answersHttpThroughAnApi() throws Exception {
    var gateway = sdk.gateway();
    var api = gateway.createApi(a -> a.name("x").protocolType(ProtocolType.HTTP));
    String integration =
        gateway
            .createIntegration(
                i ->
                    i.apiId(api.apiId())
                        .integrationType("AWS_PROXY")
                        .payloadFormatVersion("2.0")
                        .integrationUri(arn + ":live"))
            .integrationId();
    gateway.createRoute(
        r ->
            r.apiId(api.apiId())
                .routeKey("ANY /hello/{name}")
                .target("integrations/" + integration));
    gateway.createRoute(
        r ->
            r.apiId(api.apiId())
                .routeKey("GET /private")
                .authorizationType("AWS_IAM")
                .target("integrations/" + integration));
    gateway.createStage(s -> s.apiId(api.apiId()).stageName("$default").autoDeploy(true));

    HttpRequest.Builder get =
        HttpRequest.newBuilder(URI.create(api.apiEndpoint() + "/hello/a%20b?x=1&x=2%2C3"))
            .header("X-Two", "1")
            .header("X-Two", "2")
            .header("Cookie", "c=d; e=f");
    assertEquals(500, send(get).statusCode());

    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("fn")
                    .qualifier("live")
                    .statementId("api")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn(
                        "arn:aws:execute-api:us-east-1:123456789012:" + api.apiId() + "/*/*"));

    HttpResponse<byte[]> response = send(get);
    String event = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(200, response.statusCode(), event);
    assertTrue(event.contains("\"routeKey\":\"ANY /hello/{name}\""), event);
    assertTrue(event.contains("\"rawPath\":\"/hello/a b\""), event);
    assertTrue(event.contains("\"rawQueryString\":\"x=1&x=2%2C3\""), event);
    assertTrue(event.contains("\"queryStringParameters\":{\"x\":\"1,2,3\"}"), event);
    assertTrue(event.contains("\"x-two\":\"1,2\""), event);
    assertTrue(event.contains("\"cookies\":[\"c=d\",\"e=f\"]"), event);
    assertTrue(event.contains("\"pathParameters\":{\"name\":\"a b\"}"), event);
    assertFalse(event.contains("\"body\""), event);

    HttpResponse<byte[]> binary =
        send(
            HttpRequest.newBuilder(URI.create(api.apiEndpoint() + "/hello/binary"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2})));
    assertEquals(201, binary.statusCode());
    assertEquals(List.of("a=1; Path=/", "b=2"), binary.headers().allValues("set-cookie"));
    assertEquals(List.of((byte) 0, (byte) 1, (byte) -2, (byte) -1), boxed(binary.body()));

    HttpResponse<byte[]> none =
        send(HttpRequest.newBuilder(URI.create(api.apiEndpoint() + "/nowhere")));
    assertEquals(404, none.statusCode());
    assertEquals("{\"message\":\"Not Found\"}", new String(none.body(), StandardCharsets.UTF_8));

    HttpResponse<byte[]> closed =
        send(HttpRequest.newBuilder(URI.create(api.apiEndpoint() + "/private")));
    assertEquals(403, closed.statusCode());
    assertEquals("{\"message\":\"Forbidden\"}", new String(closed.body(), StandardCharsets.UTF_8));
    HttpResponse<byte[]> opened =
        send(
            Signed.get(
                api.apiEndpoint() + "/private",
                "execute-api",
                sdk.credentials().resolveCredentials()));
    assertEquals(200, opened.statusCode());
    String signed = new String(opened.body(), StandardCharsets.UTF_8);
    assertTrue(signed.contains("\"userArn\":\"arn:aws:iam::123456789012:user/sandbox\""), signed);
  }

  @Test
  void runsAsManyAtOnceAsAreReserved() throws Exception {
    Functions.deploy(sdk, role, "narrow", code, 2, Map.of());
    sdk.lambda()
        .putFunctionConcurrency(c -> c.functionName("narrow").reservedConcurrentExecutions(1));
    CompletableFuture<InvokeResponse> busy =
        CompletableFuture.supplyAsync(() -> invoke("narrow", "{\"hang-this\":1}"));
    while (Functions.log(sdk, "narrow").stream().noneMatch(line -> line.startsWith("START"))) {
      Thread.onSpinWait();
    }
    assertEquals(
        "Rate Exceeded.",
        Refusals.refused(429, "TooManyRequestsException", () -> invoke("narrow", "{}")));
    assertTrue(busy.get().payload().asUtf8String().contains("Task timed out"));
    assertEquals(null, invoke("narrow", "{}").functionError());
    sdk.lambda()
        .putFunctionConcurrency(c -> c.functionName("narrow").reservedConcurrentExecutions(0));
    Refusals.refused(429, "TooManyRequestsException", () -> invoke("narrow", "{}"));
  }

  @Test
  void startsAnotherProcessWhileOneIsBusy() throws Exception {
    Functions.deploy(sdk, role, "wide", code, 3, Map.of());
    CompletableFuture<InvokeResponse> busy =
        CompletableFuture.supplyAsync(() -> invoke("wide", "{\"hang-this\":1}"));
    while (Functions.log(sdk, "wide").stream().noneMatch(line -> line.startsWith("START"))) {
      Thread.onSpinWait();
    }
    assertEquals(null, invoke("wide", "{}").functionError());
    assertTrue(busy.get().payload().asUtf8String().contains("Task timed out"));
  }

  @Test
  void runsTheHooksAroundASnapshot() throws Exception {
    String hooks =
        """
        import com.amazonaws.services.lambda.runtime.*;
        import java.util.Map;
        import com.amazonaws.services.lambda.crac.*;
        public class Fn implements RequestHandler<Map<String, String>, String>, Resource {
          private String seen = "";
          public Fn() { Core.getGlobalContext().register(this); }
          public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) { seen += "before "; }
          public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) { seen += "after "; }
          public String handleRequest(Map<String, String> in, com.amazonaws.services.lambda.runtime.Context context) {
            return seen + System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE");
          }
        }
        """;
    Path folder = directory.resolve("snap");
    SdkBytes zip = Functions.zip(folder, "Fn", hooks);
    Functions.deploy(sdk, role, "snap", zip, 10, Map.of());
    sdk.lambda()
        .updateFunctionConfiguration(
            f -> f.functionName("snap").snapStart(s -> s.applyOn("PublishedVersions")));
    sdk.lambda().waiter().waitUntilFunctionUpdatedV2(f -> f.functionName("snap"));
    String version = sdk.lambda().publishVersion(v -> v.functionName("snap")).version();
    sdk.lambda()
        .waiter()
        .waitUntilPublishedVersionActive(f -> f.functionName("snap").qualifier(version));
    assertEquals(
        "\"before after snap-start\"", invoke("snap:" + version, "{}").payload().asUtf8String());
    assertEquals("\"on-demand\"", invoke("snap", "{}").payload().asUtf8String());
  }

  @Test
  void refusesClassesThatAreTooNewForTheRuntimeAskedFor() throws Exception {
    byte[] tooNew = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 65};
    SdkBytes zip = Functions.zipOf("Fn.class", new String(tooNew, StandardCharsets.ISO_8859_1));
    Functions.deploy(sdk, role, "new", zip, 3, Map.of());
    String error = invoke("new", "{}").payload().asUtf8String();
    assertTrue(error.contains("java.lang.UnsupportedClassVersionError"), error);
    assertTrue(error.contains("class file version 65.0"), error);
  }

  @Test
  void answersAtAFunctionUrlOnlyWithBothPermissions() throws Exception {
    String url =
        sdk.lambda()
            .createFunctionUrlConfig(
                u -> u.functionName("fn").qualifier("live").authType(FunctionUrlAuthType.NONE))
            .functionUrl();
    HttpRequest.Builder get = HttpRequest.newBuilder(URI.create(url + "a%20b"));
    assertEquals(403, send(get).statusCode());
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("fn")
                    .qualifier("live")
                    .statementId("url")
                    .action("lambda:InvokeFunctionUrl")
                    .functionUrlAuthType(FunctionUrlAuthType.NONE)
                    .principal("*"));
    assertEquals(403, send(get).statusCode());
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("fn")
                    .qualifier("live")
                    .statementId("invoke")
                    .action("lambda:InvokeFunction")
                    .invokedViaFunctionUrl(true)
                    .principal("*"));
    HttpResponse<byte[]> response = send(get);
    String event = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(200, response.statusCode(), event);
    assertTrue(event.contains("\"rawPath\":\"/a%20b\""), event);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static List<Byte> boxed(byte[] bytes) {
    List<Byte> all = new ArrayList<>();
    for (byte b : bytes) {
      all.add(b);
    }
    return all;
  }
}
