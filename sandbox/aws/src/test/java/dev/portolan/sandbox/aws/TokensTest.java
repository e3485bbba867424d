package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;
import software.amazon.awssdk.services.apigatewayv2.model.ConflictException;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Authorizers of HTTP APIs, and what they find in tokens. */
class TokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUER = "https://issuer.example/";

  private final FakeTime time = new FakeTime();
  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time, functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final ApiGatewayV2Client gateway = sdk.gateway();
  private KeyPair keys;
  private String api;
  private String route;
  private String authorizer;

  @BeforeEach
  void create() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    ObjectNode set = JSON.createObjectNode();
    RSAPublicKey open = (RSAPublicKey) keys.getPublic();
    set.putArray("keys")
        .addObject()
        .put("kid", "k1")
        .put("kty", "RSA")
        .put("n", number(open.getModulus()))
        .put("e", number(open.getPublicExponent()));
    aws.keepIssuer(ISSUER, set);
    SdkBytes zip = Functions.anyZip();
    String role = Functions.role(sdk, "r");
    String function =
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
            .createApi(a -> a.name("x").protocolType(ProtocolType.HTTP).target(function))
            .apiId();
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("f")
                    .statementId("api")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn(
                        "arn:aws:execute-api:us-east-1:123456789012:" + api + "/*/$default"));
    authorizer = authorizer("tokens", ISSUER);
    route = gateway.getRoutes(r -> r.apiId(api)).items().get(0).routeId();
    gateway.updateRoute(
        r ->
            r.apiId(api)
                .routeId(route)
                .authorizationType(AuthorizationType.JWT)
                .authorizerId(authorizer));
  }

  private String authorizer(String name, String issuer) {
    return gateway
        .createAuthorizer(
            a ->
                a.apiId(api)
                    .name(name)
                    .authorizerType(AuthorizerType.JWT)
                    .identitySource("$request.header.Authorization")
                    .jwtConfiguration(jwt -> jwt.issuer(issuer).audience("shop", "desk")))
        .authorizerId();
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return text(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private ObjectNode claims() {
    long now = time.now().getEpochSecond();
    return JSON.createObjectNode()
        .put("iss", ISSUER)
        .put("sub", "ada")
        .put("aud", "shop")
        .put("iat", now)
        .put("exp", now + 60);
  }

  private String token(String algorithm, String kid, ObjectNode claims) throws Exception {
    ObjectNode header = JSON.createObjectNode().put("alg", algorithm).put("kid", kid);
    String signed =
        text(header.toString().getBytes(StandardCharsets.UTF_8))
            + "."
            + text(claims.toString().getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + text(signature.sign());
  }

  private WireResponse send(String authorization) throws Exception {
    WireHeaders headers =
        authorization == null ? WireHeaders.none() : WireHeaders.of("authorization", authorization);
    return aws.api(api).handle(new WireRequest("GET", "/a", "", headers, new byte[0]));
  }

  private WireResponse send(ObjectNode claims) throws Exception {
    return send("Bearer " + token("RS256", "k1", claims));
  }

  @Test
  void aTokenThatDoesIsTheFunctionsToRead() throws Exception {
    functions.heard();
    ObjectNode claims = claims();
    claims.putArray("groups").add("a").add("b");
    for (String prefix : List.of("Bearer ", "")) {
      assertEquals(200, send(prefix + token("RS256", "k1", claims)).status());
      String heard = functions.heard().get(0);
      String event = heard.substring(heard.indexOf('{'));
      assertEquals(
          JSON.readTree(
              "{\"jwt\":{\"claims\":{\"iss\":\"https://issuer.example/\",\"sub\":\"ada\",\"aud\":\"shop\","
                  + "\"iat\":\"%d\",\"exp\":\"%d\",\"groups\":\"[a b]\"},\"scopes\":null}}"
                      .formatted(claims.path("iat").asLong(), claims.path("exp").asLong())),
          JSON.readTree(event).at("/requestContext/authorizer"));
    }
    ObjectNode client = claims().put("client_id", "desk");
    client.remove("aud");
    assertEquals(200, send(client).status());
  }

  @Test
  void whatDoesNotDoIsUnauthorizedAndCallsNothing() throws Exception {
    functions.heard();
    long now = time.now().getEpochSecond();
    ObjectNode endless = claims();
    endless.remove("exp");
    for (ObjectNode wrong :
        List.of(
            claims().put("iss", "https://issuer.example"),
            claims().put("aud", "other").put("client_id", "shop"),
            claims().put("exp", now),
            endless,
            claims().put("nbf", now + 1),
            claims().put("iat", now + 1))) {
      WireResponse response = send(wrong);
      assertEquals(401, response.status(), wrong.toString());
      assertEquals("{\"message\":\"Unauthorized\"}", response.text());
      String told = response.headers().first("www-authenticate").orElseThrow();
      assertTrue(told.startsWith("Bearer scope=\"\" error=\"invalid_token\""), told);
    }
    String good = token("RS256", "k1", claims());
    String[] parts = good.split("\\.");
    String other = text(claims().put("sub", "eve").toString().getBytes(StandardCharsets.UTF_8));
    String none = text("{\"alg\":\"none\",\"kid\":\"k1\"}".getBytes(StandardCharsets.UTF_8));
    for (String wrong :
        List.of(
            "token",
            "Bearer ",
            token("RS256", "k2", claims()),
            token("HS256", "k1", claims()),
            none + "." + parts[1] + ".",
            parts[0] + "." + other + "." + parts[2],
            parts[0] + "." + parts[1])) {
      assertEquals(401, send(wrong).status(), wrong);
    }
    WireResponse nobody = send((String) null);
    assertEquals(401, nobody.status());
    assertEquals("Bearer", nobody.headers().first("www-authenticate").orElseThrow());
    assertEquals(List.of(), functions.heard());
  }

  @Test
  void aRouteWithScopesAsksForOneOfThem() throws Exception {
    gateway.updateRoute(r -> r.apiId(api).routeId(route).authorizationScopes("order", "look"));
    functions.heard();
    for (ObjectNode less : List.of(claims(), claims().put("scope", "lookup orders"))) {
      WireResponse response = send(less);
      assertEquals(403, response.status());
      assertEquals("{\"message\":\"Forbidden\"}", response.text());
    }
    assertEquals(200, send(claims().put("scope", "a look")).status());
    ObjectNode list = claims();
    list.putArray("scp").add("order");
    assertEquals(200, send(list).status());
    String heard = functions.heard().get(0);
    assertEquals(
        "[\"a\",\"look\"]",
        JSON.readTree(heard.substring(heard.indexOf('{')))
            .at("/requestContext/authorizer/jwt/scopes")
            .toString());
  }

  @Test
  void anAuthorizerHasAnIssuerThatIsThereAndStaysWhileARouteNeedsIt() {
    BadRequestException unknown =
        assertThrows(
            BadRequestException.class, () -> authorizer("other", "https://127.0.0.1:1/nobody"));
    assertTrue(unknown.getMessage().contains("Invalid issuer: https://127.0.0.1:1/nobody"));
    assertThrows(BadRequestException.class, () -> authorizer("plain", "http://127.0.0.1:1"));
    assertThrows(ConflictException.class, () -> authorizer("tokens", ISSUER));
    assertThrows(
        ConflictException.class,
        () -> gateway.deleteAuthorizer(a -> a.apiId(api).authorizerId(authorizer)));
    assertThrows(
        BadRequestException.class,
        () -> gateway.updateRoute(r -> r.apiId(api).routeId(route).authorizerId("")));
    gateway.updateRoute(
        r ->
            r.apiId(api).routeId(route).authorizationType(AuthorizationType.NONE).authorizerId(""));
    gateway.deleteAuthorizer(a -> a.apiId(api).authorizerId(authorizer));
    assertEquals(List.of(), gateway.getAuthorizers(a -> a.apiId(api)).items());
  }
}
