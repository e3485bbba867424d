package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.codec.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vendor's own sample requests, as a function is handed them, and what is answered. */
final class GatewaysTest {
  private static final String ECHOED =
      "\"x-sent\":[\"\"],\"content-type\":[\"application/octet-stream\"]}";

  static String sample(String name) {
    try (InputStream in = GatewaysTest.class.getResourceAsStream("/requests/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The sample with a part replaced. */
  static String sample(String name, String... replacements) {
    String sample = sample(name);
    for (int i = 0; i < replacements.length; i += 2) {
      assertTrue(sample.contains(replacements[i]), replacements[i]);
      sample = sample.replace(replacements[i], replacements[i + 1]);
    }
    return sample;
  }

  /** As a function is handed it whose route is this. */
  private static HttpRequest handed(String route, String payload) {
    String told = Mirror.send(route, payload);
    assertTrue(Mirror.Whole.request != null, told);
    return Mirror.Whole.request;
  }

  @Test
  @DisplayName("a REST API's request: repeated values, a body as text, and the answer in lists")
  void rest() {
    String told = Mirror.send("/hello/{name}", sample("rest"));
    HttpRequest request = Mirror.Whole.request;
    assertEquals("POST", request.method());
    assertEquals("/hello/world", request.rawPath());
    assertEquals(Map.of("name", "world"), request.pathParameters());
    assertEquals(List.of("you", "me"), request.query().all("multivalueName"));
    assertEquals("headerValue", request.headers().get("HEADERNAME"));
    assertEquals(19, request.headers().size(), "each once, not twice");
    assertEquals("{\r\n\t\"a\": 1\r\n}", request.text());
    assertNull(Mirror.Whole.identity);
    assertEquals(
        "{\"statusCode\":200,\"multiValueHeaders\":{\"x-target\":"
            + "[\"/hello/world?name=me&multivalueName=you&multivalueName=me\"],"
            + ECHOED
            + ",\"isBase64Encoded\":false,\"body\":\"{\\r\\n\\t\\\"a\\\": 1\\r\\n}\"}",
        told);
  }

  @Test
  @DisplayName("an HTTP API's request in format 1.0")
  void httpApi() {
    HttpRequest request = handed("/my/path", sample("http-api-1.0"));
    assertEquals("GET", request.method());
    assertEquals("/my/path", request.rawPath());
    assertEquals(List.of("value1", "value2"), request.headers().all("header2"));
    assertEquals("parameter1=value1&parameter1=value2&parameter2=value", request.rawQuery());
    assertEquals("Hello from Lambda!", request.text());
  }

  @Test
  @DisplayName("a load balancer's request, and the answer in its form")
  void balancer() {
    String told = Mirror.send("/", sample("alb"));
    assertEquals("name=value", Mirror.Whole.request.headers().get("cookie"));
    assertEquals("value", Mirror.Whole.request.cookies().get("name"));
    assertEquals("Hello from ELB", Mirror.Whole.request.text());
    assertEquals(
        "{\"statusCode\":200,\"statusDescription\":\"200 OK\",\"headers\":{\"x-target\":\"/?\","
            + "\"x-sent\":\"\",\"content-type\":\"application/octet-stream\"},"
            + "\"isBase64Encoded\":false,\"body\":\"Hello from ELB\"}",
        told);
    told = Mirror.send("/", sample("alb-multi"));
    assertEquals("hello", Mirror.Whole.request.query().get("key"));
    assertEquals("123", Mirror.Whole.request.headers().get("X-MyHeader"));
    assertEquals(
        "{\"statusCode\":200,\"statusDescription\":\"200 OK\",\"multiValueHeaders\":{\"x-target\":"
            + "[\"/?key=hello\"],\"x-sent\":[\"\"]},\"isBase64Encoded\":false,\"body\":\"\"}",
        told);
  }

  @Test
  @DisplayName("a health check is answered by the function, or by what holds its route")
  void healthCheck() {
    assertTrue(Mirror.send("/", sample("alb-health")).startsWith("{\"statusCode\":200,"));
    assertEquals("ELB-HealthChecker/2.0", Mirror.Whole.request.headers().get("user-agent"));
    String elsewhere = Mirror.send("/orders", sample("alb-health"));
    assertTrue(
        elsewhere.startsWith("{\"statusCode\":404,\"statusDescription\":\"404 Not Found\","),
        elsewhere);
    assertNull(Mirror.Whole.request);
  }

  @Test
  @DisplayName("the path is what the API's own resource took, without stage and base path")
  void paths() {
    assertEquals("/hello/world", rest("/hello/world", "/{proxy+}", "hello/world"));
    assertEquals("/hello/world/", rest("/hello/world/", "/{proxy+}", "hello/world"));
    assertEquals("/testStage/x", rest("/testStage/x", "/{proxy+}", "testStage/x"), "no stage");
    assertEquals("/x", rest("/testStage/x", "/{proxy+}", "x"), "a domain without a mapping");
    assertEquals("/x/y", rest("/base/testStage/x/y", "/x/{proxy+}", "y"), "and with a base path");
    assertEquals("/x%2Fy/z", rest("/base/x%2Fy/z", "/{proxy}/z", "x%2Fy"));
    assertEquals("/", rest("/base", "/", "x"), "the root");
    assertEquals("/", rest("/", "/", "x"));
    assertEquals("/x", rest("/testStage/x", "/{other}", "x"), "nobody says what it took");
    assertEquals("/x", rest("/testStage/x", "/{proxy", "x"));
    assertEquals("/", rest("/testStage", "$default", "x"));
    assertEquals("/a%20b+c", rest("/a%20b+c", "/{proxy+}", "a%20b+c"), "as it was sent");
  }

  private static String rest(String path, String resource, String proxy) {
    String payload =
        sample(
            "rest",
            "\"path\":\"/hello/world\"",
            "\"path\":\"" + path + "\"",
            "\"resource\":\"/{proxy+}\"",
            "\"resource\":\"" + resource + "\"",
            "{\"proxy\":\"hello/world\"}",
            "{\"proxy\":\"" + proxy + "\"}");
    return new ProxyWire(event(payload)).request().rawPath();
  }

  @Test
  @DisplayName("an HTTP API decoded the path: it is encoded again, and its stage taken off")
  void pathsOfHttpApis() {
    assertEquals("/a%20b/100%25/%C3%BC", httpApi("/a b/100%/ü", "$default", "/{proxy+}"));
    assertEquals("/a%20b", httpApi("/dev/a b", "dev", "/{proxy+}"));
    assertEquals("/", httpApi("/dev", "dev", "$default"));
    assertEquals("/a/", httpApi("/dev/a/", "dev", "/"));
    assertEquals("/dev", httpApi("/dev", "dev", "/dev"), "a resource of the stage's name");
  }

  private static String httpApi(String path, String stage, String resource) {
    String payload =
        sample(
            "http-api-1.0",
            "\"path\":\"/my/path\",\"httpMethod\"",
            "\"path\":\"" + path + "\",\"httpMethod\"",
            "\"resource\":\"/my/path\"",
            "\"resource\":\"" + resource + "\"",
            "\"stage\":\"$default\"",
            "\"stage\":\"" + stage + "\"",
            "\"pathParameters\":null",
            "\"pathParameters\":{\"proxy\":\"" + path.replace("/dev/", "/").substring(1) + "\"}");
    return new ProxyWire(event(payload)).request().rawPath();
  }

  @Test
  @DisplayName("queries: decoded by an API, not by a load balancer")
  void queries() {
    String api = sample("rest", "\"name\":[\"me\"]", "\"n&=\":[\"a b+c\",\"\"],\"ü\":[\"100%\"]");
    assertEquals(List.of("a b+c", ""), new ProxyWire(event(api)).request().query().all("n&="));
    assertEquals("100%", new ProxyWire(event(api)).request().query().get("ü"));
    String balancer =
        sample("alb-multi", "{\"key\":[\"hello\"]}", "{\"n%26\":[\"a%20b+c=d\",\"\"],\"x\":[]}");
    HttpRequest request = new BalancerWire(event(balancer)).request();
    assertEquals("n%26=a%20b+c=d&n%26=", request.rawQuery());
    assertEquals(List.of("a b c=d", ""), request.query().all("n&"));
  }

  @Test
  @DisplayName("bodies in Base64, and cookies however many headers they came in")
  void bodiesAndCookies() {
    String payload =
        sample(
            "alb-multi",
            "\"body\":\"\",\"isBase64Encoded\":false",
            "\"body\":\"3q2+7w==\",\"isBase64Encoded\":true",
            "\"accept\":[\"*/*\"]",
            "\"cookie\":[\"name1=value1\",\"name2=value2\"]");
    HttpRequest request = new BalancerWire(event(payload)).request();
    assertArrayEquals(
        new byte[] {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef}, request.body());
    assertEquals("value1", request.cookies().get("name1"));
    assertEquals("value2", request.cookies().get("name2"));
  }

  @Test
  @DisplayName("two cookies go in a list, one by one, and are 500 where there is no list")
  void cookies() {
    HttpResponse two =
        HttpResponse.of(204).withCookie("a", "1").withHeader("X-A", "1").withCookie("b", "2");
    assertEquals(
        "{\"statusCode\":204,\"multiValueHeaders\":{\"set-cookie\":[\"a=1\",\"b=2\"],\"X-A\":[\"1\"]},"
            + "\"isBase64Encoded\":false,\"body\":\"\"}",
        text(new ProxyWire(event(sample("rest"))).answer(two)));
    GatewayWire multi = new BalancerWire(event(sample("alb-multi")));
    assertNull(multi.problem(two.headers()));
    assertTrue(
        text(multi.answer(two))
            .startsWith("{\"statusCode\":204,\"statusDescription\":\"204 No Content\","));
    GatewayWire single = new BalancerWire(event(sample("alb")));
    assertNull(single.problem(Fields.headers("set-cookie", "a=1", "x", "1", "x", "2")));
    assertTrue(
        single.problem(two.headers()).contains("lambda.multi_value_headers.enabled"),
        "what to do is said");
  }

  @Test
  @DisplayName("a status is described, also one that nobody knows")
  void descriptions() {
    for (int status = 200; status < 600; status++) {
      assertFalse(Reasons.of(status).isEmpty());
    }
    assertEquals("OK", Reasons.of(299));
    assertEquals("Multiple Choices", Reasons.of(399));
    assertEquals("I am no teapot: Bad Request", "I am no teapot: " + Reasons.of(418));
    assertEquals("Internal Server Error", Reasons.of(599));
  }

  @Test
  @DisplayName("callers whom IAM verified, by the names that format 2.0 has")
  void callersOfIam() {
    handed("/", sample("rest-iam"));
    assertEquals(
        new Identity(
            Identity.Kind.PLATFORM,
            "arn:aws:iam::123456789012:user/alice",
            Map.of(
                "accountId",
                "123456789012",
                "callerId",
                "AIDAJ........4HCKVJZG",
                "userId",
                "AIDAJ........4HCKVJZG")),
        Mirror.Whole.identity,
        "no key, and nothing that the caller wrote");
    handed("/hello/world", sample("rest-everything"));
    assertEquals("theUserArn", Mirror.Whole.identity.subject());
  }

  @Test
  @DisplayName("callers whose token was verified; what a Lambda authorizer says is for nobody")
  void callersWithTokens() {
    Identity cognito = authorized("{\"claims\":{\"sub\":\"ada\",\"cognito:username\":\"a\"}}");
    assertEquals(
        new Identity(Identity.Kind.TOKEN, "ada", Map.of("sub", "ada", "cognito:username", "a")),
        cognito);
    assertEquals("ada", authorized("{\"claims\":{\"sub\":\"ada\"},\"scopes\":[\"a\"]}").subject());
    for (String nobody :
        List.of(
            "null",
            "{}",
            "{\"claims\":null,\"scopes\":null}",
            "{\"claims\":\"{}\"}",
            "{\"principalId\":\"admin\",\"clientName\":\"Exata\"}",
            "{\"principalId\":\"admin\",\"claims\":{\"sub\":\"root\"}}")) {
      assertNull(authorized(nobody), nobody);
    }
    String none = "{\"claims\":null,\"scopes\":null}";
    String jwt = sample("http-api-1.0", none, "{\"claims\":{\"sub\":\"ada\"},\"scopes\":null}");
    assertEquals("ada", new ProxyWire(event(jwt)).identity().subject());
    String said = sample("http-api-1.0", none, "{\"claims\":{\"sub\":\"root\"}}");
    assertNull(new ProxyWire(event(said)).identity(), "a Lambda authorizer may say objects there");
    Map<?, ?> balancer =
        event(sample("alb", "\"accept\":", "\"x-amzn-oidc-identity\":\"root\",\"accept\":"));
    assertNull(new BalancerWire(balancer).identity(), "anybody can send that");
  }

  private static Identity authorized(String authorizer) {
    String payload = sample("rest", "\"apiId\":", "\"authorizer\":" + authorizer + ",\"apiId\":");
    return new ProxyWire(event(payload)).identity();
  }

  @Test
  @DisplayName("what is no request is told apart, whatever a caller put into its parts")
  void othersAreRefused() {
    for (String other : List.of("websocket", "authorizer-1.0", "lattice")) {
      String payload = new String(ForeignPayloads.read(other), StandardCharsets.UTF_8);
      UnsupportedEvent refused =
          assertThrows(UnsupportedEvent.class, () -> Mirror.send("/", payload));
      assertTrue(refused.getMessage().startsWith("id This is "), refused.getMessage());
    }
    String within =
        sample("rest", "\"body\":\"", "\"body\":\"" + sample("alb").trim().replace("\"", "\\\""));
    assertTrue(handed("/hello/world", within).text().startsWith("{\"requestContext\":{\"elb\""));
  }

  private static Map<?, ?> event(String payload) {
    return (Map<?, ?>) JsonReader.read(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }
}
