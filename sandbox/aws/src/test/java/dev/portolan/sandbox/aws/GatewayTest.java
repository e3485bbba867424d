package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.driver.TimeSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisRequest;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;

class GatewayTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f:live";
  private final EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
  private final ApiGatewayV2Client gateway = Sdk.inProcess(aws).gateway();
  private String api;

  @BeforeEach
  void create() {
    api = gateway.createApi(a -> a.name("x").protocolType(ProtocolType.HTTP)).apiId();
  }

  private String integration() {
    return gateway
        .createIntegration(
            i ->
                i.apiId(api)
                    .integrationType("AWS_PROXY")
                    .payloadFormatVersion("2.0")
                    .integrationUri(FUNCTION))
        .integrationId();
  }

  @Test
  void makesAnotherApiOfTheSameName() {
    gateway.createApi(a -> a.name("x").protocolType(ProtocolType.HTTP));
    assertEquals(2, gateway.getApis(a -> {}).items().size());
  }

  @Test
  void pagesThroughManyApis() {
    for (int i = 0; i < 30; i++) {
      gateway.createApi(a -> a.name("x").protocolType(ProtocolType.HTTP));
    }
    int found = 0;
    String token = null;
    do {
      GetApisResponse page = gateway.getApis(GetApisRequest.builder().nextToken(token).build());
      found += page.items().size();
      token = page.nextToken();
    } while (token != null);
    assertEquals(31, found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "get /x", "GET x", "GET /{a+}/b", "FETCH /x", "$other", "GET /{}"})
  void refusesRouteKeysThatAreNone(String key) {
    refused(400, "BadRequestException", () -> gateway.createRoute(r -> r.apiId(api).routeKey(key)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$default", "GET /", "ANY /{proxy+}", "POST /a/{b}/c", "DELETE /a/{b}/{c+}"})
  void takesRouteKeys(String key) {
    gateway.createRoute(r -> r.apiId(api).routeKey(key));
    refused(409, "ConflictException", () -> gateway.createRoute(r -> r.apiId(api).routeKey(key)));
  }

  @Test
  void keepsIntegrationsThatRoutesNeed() {
    String integration = integration();
    String route =
        gateway
            .createRoute(r -> r.apiId(api).routeKey("GET /x").target("integrations/" + integration))
            .routeId();
    refused(
        409,
        "ConflictException",
        () -> gateway.deleteIntegration(i -> i.apiId(api).integrationId(integration)));
    gateway.deleteRoute(r -> r.apiId(api).routeId(route));
    gateway.deleteIntegration(i -> i.apiId(api).integrationId(integration));
    refused(
        404,
        "NotFoundException",
        () -> gateway.getIntegration(i -> i.apiId(api).integrationId(integration)));
  }

  @Test
  void refusesWhatLeadsNowhere() {
    refused(
        400,
        "BadRequestException",
        () ->
            gateway.createIntegration(
                i ->
                    i.apiId(api)
                        .integrationType("AWS_PROXY")
                        .payloadFormatVersion("2.0")
                        .integrationUri("f")));
    refused(
        400,
        "BadRequestException",
        () ->
            gateway.createIntegration(
                i -> i.apiId(api).integrationType("AWS_PROXY").integrationUri(FUNCTION)));
    refused(
        400,
        "BadRequestException",
        () ->
            gateway.createRoute(r -> r.apiId(api).routeKey("GET /x").target("integrations/other")));
    refused(404, "NotFoundException", () -> gateway.getApi(a -> a.apiId("other")));
  }

  @Test
  void keepsStagesAndTags() {
    gateway.createStage(s -> s.apiId(api).stageName("$default").autoDeploy(true));
    refused(
        409,
        "ConflictException",
        () -> gateway.createStage(s -> s.apiId(api).stageName("$default")));
    refused(
        400,
        "BadRequestException",
        () -> gateway.createStage(s -> s.apiId(api).stageName("no spaces")));
    String arn = "arn:aws:apigateway:us-east-1::/apis/" + api;
    gateway.tagResource(t -> t.resourceArn(arn).tags(Map.of("a", "b", "c", "d")));
    gateway.untagResource(t -> t.resourceArn(arn).tagKeys("a"));
    assertEquals(Map.of("c", "d"), gateway.getTags(t -> t.resourceArn(arn)).tags());
    gateway.updateApi(a -> a.apiId(api).name("y"));
    assertEquals("y", gateway.getApi(a -> a.apiId(api)).name());
    gateway.deleteApi(a -> a.apiId(api));
    assertEquals(0, gateway.getApis(a -> {}).items().size());
  }
}
