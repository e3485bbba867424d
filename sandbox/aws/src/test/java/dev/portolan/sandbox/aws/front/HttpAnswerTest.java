package dev.portolan.sandbox.aws.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.sandbox.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
  private static Optional<WireResponse> answer(String payload) {
    return HttpAnswer.from(payload.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesAFunctionAtItsWord() {
    WireResponse response =
        answer(
                "{\"statusCode\":201,\"headers\":{\"X-A\":\"b\",\"X-N\":7},"
                    + "\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"AP8=\",\"isBase64Encoded\":true}")
            .orElseThrow();
    assertEquals(201, response.status());
    assertEquals("b", response.headers().first("x-a").orElseThrow());
    assertEquals("7", response.headers().first("x-n").orElseThrow());
    assertEquals(List.of("a=1", "b=2"), response.headers().all("Set-Cookie"));
    assertArrayEquals(new byte[] {0, -1}, response.body());
  }

  @Test
  void infersWhatIsNotSaid() {
    WireResponse json = answer("{\"greeting\":\"hi\"}").orElseThrow();
    assertEquals(200, json.status());
    assertEquals("{\"greeting\":\"hi\"}", json.text());
    assertEquals("application/json", json.headers().first("Content-Type").orElseThrow());
    assertEquals("hi", answer("\"hi\"").orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"statusCode\":\"many\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":600}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"headers\":{\"a\":[\"b\"]}}",
        "{\"statusCode\":200,\"body\":\"!\",\"isBase64Encoded\":true}"
      })
  void refusesWhatHasNotTheForm(String payload) {
    assertEquals(Optional.empty(), answer(payload));
  }
}
