package dev.portolan.sandbox.aws.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEventTest {
  private static ObjectNode event(WireHeaders headers, String query, byte[] body) {
    return new HttpEvent(
            new WireRequest("POST", "/a%20b", query, headers, body),
            new HttpEvent.Place(
                "123456789012", "id", "id.execute-api.us-east-1.amazonaws.com", "$default"),
            "POST /{x}",
            "/a b",
            Map.of("x", "a b"),
            Map.of(),
            Optional.empty(),
            "request",
            "Root=1-2-3",
            Instant.parse("2020-03-12T19:03:58.390Z"))
        .tree();
  }

  @Test
  void joinsWhatIsRepeatedAndSetsCookiesApart() {
    ObjectNode event =
        event(
            WireHeaders.of("X-Two", "1")
                .with("x-two", "2")
                .with("Cookie", "a=b; c=d")
                .with("Cookie", "e=f")
                .with("User-Agent", "agent"),
            "p=1&q=&p=2%2C3&r",
            new byte[0]);
    assertEquals("1,2", event.at("/headers/x-two").asText());
    assertFalse(event.path("headers").has("cookie"));
    assertEquals("[\"a=b\",\"c=d\",\"e=f\"]", event.path("cookies").toString());
    assertEquals("p=1&q=&p=2%2C3&r", event.path("rawQueryString").asText());
    assertEquals(
        "{\"p\":\"1,2,3\",\"q\":\"\",\"r\":\"\"}", event.path("queryStringParameters").toString());
    assertEquals("{\"x\":\"a b\"}", event.path("pathParameters").toString());
    assertFalse(event.has("body"));
    assertEquals(
        "{\"method\":\"POST\",\"path\":\"/a b\",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"127.0.0.1\","
            + "\"userAgent\":\"agent\"}",
        event.at("/requestContext/http").toString());
    assertEquals("12/Mar/2020:19:03:58 +0000", event.at("/requestContext/time").asText());
    assertEquals(1584039838390L, event.at("/requestContext/timeEpoch").asLong());
    assertEquals("id", event.at("/requestContext/domainPrefix").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, false",
    "text/csv;charset=utf-8, false",
    "application/json, false",
    "application/xml, false",
    "application/javascript, false",
    "application/problem+json, true",
    "application/x-www-form-urlencoded, true",
    "application/octet-stream, true",
    "image/png, true"
  })
  void handsOverTextAsTextAndAllElseInBase64(String type, boolean base64) {
    ObjectNode event =
        event(WireHeaders.of("Content-Type", type), "", "\u00e4".getBytes(StandardCharsets.UTF_8));
    assertEquals(base64, event.path("isBase64Encoded").asBoolean());
    assertEquals(base64 ? "w6Q=" : "\u00e4", event.path("body").asText());
  }

  @Test
  void handsOverABodyWithoutATypeInBase64() {
    ObjectNode event = event(WireHeaders.none(), "", new byte[] {'x'});
    assertEquals("eA==", event.path("body").asText());
  }
}
