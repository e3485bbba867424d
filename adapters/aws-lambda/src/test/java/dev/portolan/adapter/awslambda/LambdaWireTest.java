package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LambdaWireTest {

  /** From the vendor's page on payload format 2.0, named in {@link LambdaWire}. */
  private static final String DOCUMENTED =
      """
      {"version":"2.0","routeKey":"$default","rawPath":"/my/path",
       "rawQueryString":"parameter1=value1&parameter1=value2&parameter2=value",
       "cookies":["cookie1=a","cookie2=b"],
       "headers":{"header1":"value1","header2":"value1,value2"},
       "queryStringParameters":{"parameter1":"value1,value2","parameter2":"value"},
       "requestContext":{"accountId":"123456789012","apiId":"api-id",
        "authentication":{"clientCert":{"clientCertPem":"CERT_CONTENT"}},
        "authorizer":{"jwt":{"claims":{"claim1":"value1","sub":"ada"},"scopes":["scope1"]}},
        "domainName":"id.execute-api.us-east-1.amazonaws.com","domainPrefix":"id",
        "http":{"method":"POST","path":"/my/path","protocol":"HTTP/1.1","sourceIp":"192.0.2.1","userAgent":"agent"},
        "requestId":"id","routeKey":"$default","stage":"$default",
        "time":"12/Mar/2020:19:03:58 +0000","timeEpoch":1583348638390},
       "body":"Hello from Lambda","pathParameters":{"parameter1":"value1"},
       "isBase64Encoded":false,"stageVariables":{"stageVariable1":"value1"}}
      """;

  @Test
  void readsTheDocumentedExample() {
    Map<?, ?> event = event(DOCUMENTED);
    assertTrue(LambdaWire.isHttp(event));
    assertFalse(LambdaWire.isRouted(event));
    HttpRequest request = LambdaWire.request(event);
    assertEquals("POST", request.method());
    assertEquals("/my/path", request.rawPath());
    assertEquals(List.of("value1", "value2"), request.query().all("parameter1"));
    assertEquals("value1,value2", request.headers().get("Header2"));
    assertEquals("b", request.cookies().get("cookie2"));
    assertEquals("Hello from Lambda", request.text());
    assertEquals(Map.of("parameter1", "value1"), request.pathParameters());
  }

  @Test
  void onlyARouteOfItsOwnCountsAsRouted() {
    assertTrue(LambdaWire.isRouted(Map.of("routeKey", "GET /hello")));
    assertFalse(LambdaWire.isRouted(Map.of("routeKey", "$default")));
    assertFalse(LambdaWire.isRouted(Map.of("routeKey", "ANY /hello")));
    assertFalse(LambdaWire.isRouted(Map.of()));
  }

  @Test
  void takesTheStageFromThePath() {
    assertEquals(
        "/my/path", path("/prod/my/path", "prod", "x.execute-api.eu-west-1.amazonaws.com"));
    assertEquals("/", path("/prod", "prod", "x.execute-api.eu-west-1.amazonaws.com"));
    assertEquals("/", path("/prod/", "prod", "x.execute-api.eu-west-1.amazonaws.com"));
    assertEquals("/production", path("/production", "prod", "api.example.com"));
    assertEquals("/my/path", path("/my/path", "prod", "api.example.com"));
  }

  /** HTTP APIs decode the path, function URLs do not. */
  @Test
  void encodesAgainWhatAnHttpApiDecoded() {
    String api = "x.execute-api.eu-west-1.amazonaws.com";
    assertEquals("/a%20b/100%25/%C3%BC%3F", path("/a b/100%/ü?", "$default", api));
    assertEquals("/a+b;c=d/~e", path("/a+b;c=d/~e", "$default", api));
    assertEquals("/a%20b", path("/a%20b", "$default", "x.lambda-url.eu-west-1.on.aws"));
  }

  @Test
  void functionUrlsRepeatCookiesAmongTheHeaders() {
    String both =
        DOCUMENTED.replace("\"header1\":", "\"cookie\":\"cookie1=a; cookie2=b\",\"header1\":");
    assertEquals(
        List.of("cookie1=a; cookie2=b"), LambdaWire.request(event(both)).headers().all("cookie"));
    String headerOnly = both.replace("\"cookies\":[\"cookie1=a\",\"cookie2=b\"],", "");
    assertEquals("a", LambdaWire.request(event(headerOnly)).cookies().get("cookie1"));
    String emptyList = both.replace("[\"cookie1=a\",\"cookie2=b\"]", "[]");
    assertEquals("a", LambdaWire.request(event(emptyList)).cookies().get("cookie1"));
  }

  @Test
  void decodesBinaryBodiesAndTakesNoneForEmpty() {
    String binary =
        DOCUMENTED.replace("\"Hello from Lambda\"", "\"3q2+7w==\"").replace(":false", ":true");
    assertArrayEquals(
        new byte[] {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef},
        LambdaWire.request(event(binary)).body());
    String none = DOCUMENTED.replace("\"Hello from Lambda\"", "null");
    assertEquals(0, LambdaWire.request(event(none)).body().length);
  }

  @Test
  void malformedRequestsAreRefused() {
    for (String[] change :
        new String[][] {
          {"\"POST\"", "\"PO ST\""},
          {"\"POST\"", "7"},
          {"\"rawPath\":\"/my/path\"", "\"rawPath\":\"\""},
          {"\"rawPath\":\"/my/path\"", "\"rawPath\":null"},
          {"parameter2=value\"", "parameter2=%zz\""},
          {"\"header1\":\"value1\"", "\"header1\":\"a\\r\\nb\""},
          {"\"header1\":\"value1\"", "\"header 1\":\"a\""},
          {"\"header1\":\"value1\"", "\"header1\":1"},
          {"\"isBase64Encoded\":false", "\"isBase64Encoded\":true"},
          {"\"body\":\"Hello from Lambda\"", "\"body\":{}"},
          {"\"cookies\":[\"cookie1=a\",\"cookie2=b\"]", "\"cookies\":\"a\""}
        }) {
      String json = DOCUMENTED.replace(change[0], change[1]);
      assertFalse(json.equals(DOCUMENTED), change[0]);
      assertThrows(RuntimeException.class, () -> LambdaWire.request(event(json)), change[1]);
    }
  }

  @Test
  void answersWithTheDocumentedFields() {
    HttpResponse response =
        HttpResponse.text(201, "ü\n")
            .withHeader("X-A", "1")
            .withHeader("x-a", "2")
            .withCookie("c", "d");
    assertEquals(
        "{\"statusCode\":201,\"headers\":{\"content-type\":\"text/plain; charset=utf-8\","
            + "\"X-A\":\"1, 2\"},\"cookies\":[\"c=d\"],\"isBase64Encoded\":false,\"body\":\"ü\\n\"}",
        new String(LambdaWire.response(response), StandardCharsets.UTF_8));
    assertEquals(
        "{\"statusCode\":204,\"headers\":{},\"isBase64Encoded\":false,\"body\":\"\"}",
        new String(LambdaWire.response(HttpResponse.of(204)), StandardCharsets.UTF_8));
  }

  @Test
  void namesWhatItDoesNotUnderstand() {
    assertEquals("an SQS event", name("sqs"));
    assertEquals("an SNS event", name("sns"));
    assertEquals("an S3 event", name("s3"));
    assertEquals("a Kinesis event", name("kinesis"));
    assertEquals("a DynamoDB event", name("dynamodb"));
    assertEquals("an EventBridge event", name("eventbridge"));
    assertEquals("a Kafka event", name("kafka"));
    assertEquals("a CloudWatch Logs event", name("logs"));
    assertEquals("a question to an authorizer", name("authorizer-1.0"));
    assertEquals("a request of VPC Lattice", name("lattice"));
    assertEquals("an event of a WebSocket API", name("websocket"));
    assertEquals(
        "a payload of format 2.0 without an HTTP request", name("format-2.0-without-http"));
  }

  /** The question to an authorizer is a request's payload with its route's ARN. */
  @Test
  void anAuthorizersQuestionIsNoRequest() {
    Map<?, ?> event =
        event(DOCUMENTED.replace("{\"version\"", "{\"routeArn\":\"arn:a\",\"version\""));
    assertFalse(LambdaWire.isHttp(event));
    assertEquals("a question to an authorizer", foreign(event));
  }

  @Test
  void aMessageBrokersEventIsNotTheCallersOwn() {
    for (String source : List.of("aws:mq", "aws:rmq", "aws:docdb")) {
      assertEquals(
          "an event of a source unknown here",
          foreign(event("{\"eventSource\":\"" + source + "\",\"eventSourceArn\":\"a\"}")));
    }
  }

  @Test
  void aCallersOwnDocumentIsNobodyElses() {
    for (String own :
        List.of(
            "{}",
            "{\"Records\":[{\"artist\":\"x\"}]}",
            "{\"Records\":[]}",
            "{\"version\":\"2.0\",\"rawPath\":\"/\"}",
            "{\"eventSource\":\"shop\"}",
            "{\"$portolan\":\"probe\",\"more\":1}",
            "{\"detail-type\":1}")) {
      Map<?, ?> event = event(own);
      assertFalse(LambdaWire.isHttp(event) || LambdaWire.isProbe(event), own);
      assertNull(foreign(event), own);
    }
  }

  private static String foreign(Map<?, ?> event) {
    return LambdaWire.mayBeEvent(event) ? Envelopes.name(event) : null;
  }

  private static String name(String payload) {
    return foreign((Map<?, ?>) JsonReader.read(ForeignPayloads.read(payload)));
  }

  private static String path(String rawPath, String stage, String domain) {
    String json =
        DOCUMENTED
            .replace("\"rawPath\":\"/my/path\"", "\"rawPath\":\"" + rawPath + "\"")
            .replace("\"stage\":\"$default\"", "\"stage\":\"" + stage + "\"")
            .replace("id.execute-api.us-east-1.amazonaws.com", domain);
    return LambdaWire.request(event(json)).rawPath();
  }

  private static Map<?, ?> event(String json) {
    return (Map<?, ?>) JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
