package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The way a deployment goes, once over each transport. */
class SmokeTest {
  static SdkBytes zip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("lib/app.jar"));
      zip.write(1);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  @Test
  void inProcess() throws Exception {
    try (EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system())) {
      run(Sdk.inProcess(aws));
    }
  }

  @Test
  void overSocket() throws Exception {
    try (EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
        LoopbackServer server = LoopbackServer.open(0, "aws", aws)) {
      run(Sdk.overSocket(server.url()));
    }
  }

  private static void run(Sdk sdk) throws Exception {
    assertEquals(EmbeddedAws.ACCOUNT, sdk.sts().getCallerIdentity().account());
    String role =
        sdk.iam()
            .createRole(
                r ->
                    r.roleName("r")
                        .path("/portolan/")
                        .tags(Tag.builder().key("a").value("b").build())
                        .assumeRolePolicyDocument(
                            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"))
            .role()
            .arn();
    assertEquals("b", sdk.iam().getRole(r -> r.roleName("r")).role().tags().get(0).value());
    SdkBytes code = zip();
    var lambda = sdk.lambda();
    var made =
        lambda.createFunction(
            f ->
                f.functionName("f")
                    .runtime(Runtime.JAVA17)
                    .handler("a.B")
                    .role(role)
                    .tags(Map.of("k", "v"))
                    .environment(e -> e.variables(Map.of("PORTOLAN_FUNCTION", "hello")))
                    .code(c -> c.zipFile(code)));
    assertEquals(role, made.role());
    lambda.waiter().waitUntilFunctionActiveV2(f -> f.functionName("f"));
    var version = lambda.publishVersion(v -> v.functionName("f"));
    assertEquals("1", version.version());
    assertEquals("1", lambda.publishVersion(v -> v.functionName("f")).version());
    lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("1"));
    lambda.addPermission(
        p ->
            p.functionName("f")
                .qualifier("live")
                .statementId("s")
                .action("lambda:InvokeFunction")
                .principal("apigateway.amazonaws.com")
                .sourceArn("arn:aws:execute-api:us-east-1:123456789012:abc/*/*"));
    assertTrue(
        lambda.getPolicy(p -> p.functionName("f").qualifier("live")).policy().contains(":f:live"));
    var answer =
        lambda.invoke(
            i ->
                i.functionName("f")
                    .qualifier("live")
                    .payload(SdkBytes.fromUtf8String("{\"$portolan\":\"probe\"}")));
    assertEquals(
        "{\"$portolan\":\"ready\",\"function\":\"hello\"}", answer.payload().asUtf8String());
    assertEquals("1", answer.executedVersion());
    assertEquals(Map.of("k", "v"), lambda.listTags(t -> t.resource(made.functionArn())).tags());
    var gateway = sdk.gateway();
    var api =
        gateway.createApi(a -> a.name("x").protocolType(ProtocolType.HTTP).tags(Map.of("o", "p")));
    var integration =
        gateway.createIntegration(
            i ->
                i.apiId(api.apiId())
                    .integrationType("AWS_PROXY")
                    .payloadFormatVersion("2.0")
                    .integrationUri(made.functionArn() + ":live"));
    gateway.createRoute(
        r ->
            r.apiId(api.apiId())
                .routeKey("ANY /hello/{proxy+}")
                .target("integrations/" + integration.integrationId()));
    gateway.createStage(s -> s.apiId(api.apiId()).stageName("$default").autoDeploy(true));
    gateway.tagResource(
        t ->
            t.resourceArn("arn:aws:apigateway:us-east-1::/apis/" + api.apiId())
                .tags(Map.of("q", "r")));
    assertEquals(
        Map.of("o", "p", "q", "r"), gateway.getApis(a -> a.maxResults("10")).items().get(0).tags());
    assertEquals(
        "$default", gateway.getStage(s -> s.apiId(api.apiId()).stageName("$default")).stageName());
    var logs = sdk.logs();
    logs.createLogGroup(g -> g.logGroupName("/aws/lambda/f").tags(Map.of("k", "v")));
    logs.putRetentionPolicy(g -> g.logGroupName("/aws/lambda/f").retentionInDays(14));
    assertEquals(
        14,
        logs.describeLogGroups(g -> g.logGroupNamePrefix("/aws/lambda/f"))
            .logGroups()
            .get(0)
            .retentionInDays());
    lambda.deleteFunction(f -> f.functionName("f"));
    sdk.iam().deleteRole(r -> r.roleName("r"));
    gateway.deleteApi(a -> a.apiId(api.apiId()));
  }
}
