package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Front doors without sockets, before functions that only echo. */
class FrontDoorTest {
  private final EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
  private final Sdk sdk = Sdk.inProcess(aws);
  private final ApiGatewayV2Client gateway = sdk.gateway();
  private String api;
  private String function;

  @BeforeEach
  void create() throws Exception {
    SdkBytes zip = Functions.anyZip();
    String role = Functions.role(sdk, "r");
    function =
        sdk.lambda()
            .createFunction(
                f ->
                    f.functionName("f")
                        .runtime(Runtime.JAVA17)
                        .handler("a.B")
                        .role(role)
                        .code(c -> c.zipFile(zip)))
            .functionArn();
    api =
        gateway
            .createApi(
                a ->
                    a.name("x")
                        .protocolType(ProtocolType.HTTP)
                        .target(function)
                        .corsConfiguration(
                            c ->
                                c.allowOrigins("https://example.com")
                                    .allowMethods("GET", "POST")
                                    .maxAge(60)))
            .apiId();
  }

  private void allow() {
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("f")
                    .statementId("api")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn(
                        "arn:aws:execute-api:us-east-1:123456789012:" + api + "/*/$default"));
  }

  private WireResponse send(String method, String path, WireHeaders headers) throws Exception {
    return aws.api(api).handle(new WireRequest(method, path, "", headers, new byte[0]));
  }

  @Test
  void aTargetMakesAWholeApiButNoPermission() throws Exception {
    assertEquals(500, send("GET", "/a", WireHeaders.none()).status());
    allow();
    assertEquals("echo /a", send("GET", "/a", WireHeaders.none()).text());
    assertEquals(
        "echo /a", send("GET", "/a%3Fb", WireHeaders.none()).text(), "cut at a question mark");
  }

  @Test
  void thePermissionMustBeForThisApi() throws Exception {
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("f")
                    .statementId("other")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn("arn:aws:execute-api:us-east-1:123456789012:other/*/*"));
    assertEquals(500, send("GET", "/a", WireHeaders.none()).status());
  }

  @Test
  void theApiAnswersPreflightRequestsItself() throws Exception {
    WireHeaders origin = WireHeaders.of("Origin", "https://example.com");
    WireResponse preflight =
        send("OPTIONS", "/a", origin.with("Access-Control-Request-Method", "POST"));
    assertEquals(204, preflight.status());
    assertEquals(
        "GET,POST", preflight.headers().first("Access-Control-Allow-Methods").orElseThrow());
    assertEquals(
        "https://example.com",
        preflight.headers().first("Access-Control-Allow-Origin").orElseThrow());
    allow();
    assertTrue(
        send("GET", "/a", WireHeaders.of("Origin", "https://other.com"))
            .headers()
            .first("Access-Control-Allow-Origin")
            .isEmpty());
  }

  @Test
  void namedStagesStandInThePath() throws Exception {
    allow();
    gateway.createStage(
        s -> s.apiId(api).stageName("beta").autoDeploy(true).stageVariables(Map.of("a", "b")));
    assertEquals("echo /beta/a", send("GET", "/beta/a", WireHeaders.none()).text());
  }

  @Test
  void anUnknownApiIsNotFound() throws Exception {
    WireResponse response =
        aws.api("other").handle(new WireRequest("GET", "/", "", WireHeaders.none(), new byte[0]));
    assertEquals(404, response.status());
    assertEquals("{\"message\":\"Not Found\"}", response.text());
  }

  @Test
  void invocationsAreSynchronousAsynchronousOrNone() {
    var lambda = sdk.lambda();
    SdkBytes payload = SdkBytes.fromUtf8String("{\"a\":1}");
    assertEquals(
        "{\"a\":1}",
        lambda.invoke(i -> i.functionName("f").payload(payload)).payload().asUtf8String());
    assertEquals(
        202,
        lambda
            .invoke(i -> i.functionName("f").payload(payload).invocationType(InvocationType.EVENT))
            .statusCode());
    assertEquals(
        204,
        lambda
            .invoke(i -> i.functionName("f").invocationType(InvocationType.DRY_RUN))
            .statusCode());
    Refusals.refused(
        400,
        "InvalidRequestContentException",
        () -> lambda.invoke(i -> i.functionName("f").payload(SdkBytes.fromUtf8String("{"))));
    Refusals.refused(
        413,
        "RequestEntityTooLargeException",
        () ->
            lambda.invoke(
                i ->
                    i.functionName("f")
                        .payload(SdkBytes.fromUtf8String("\"" + "x".repeat(6_291_556) + "\""))));
  }
}
