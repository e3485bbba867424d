package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a function answered, as HTTP: with a {@code statusCode} it is taken at its word, without one
 * the whole answer is the body of a 200.
 */
final class HttpAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpAnswer() {}

  /** The response; empty when the answer has not the form that the payload format asks for. */
  static Optional<WireResponse> from(byte[] payload) {
    JsonNode answer;
    try {
      answer = JSON.readTree(payload);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (answer.isObject() && answer.has("statusCode")) {
      return structured(answer);
    }
    String body =
        answer.isTextual() ? answer.textValue() : new String(payload, StandardCharsets.UTF_8);
    return Optional.of(WireResponse.of(200, "application/json", body));
  }

  private static Optional<WireResponse> structured(JsonNode answer) {
    int status = answer.path("statusCode").asInt();
    JsonNode body = answer.path("body");
    boolean formed =
        status >= 100
            && status <= 599
            && (body.isMissingNode() || body.isNull() || body.isTextual())
            && (!answer.has("headers")
                || answer.get("headers").isObject()
                || answer.get("headers").isNull());
    if (!formed) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      String text = body.asText("");
      bytes =
          answer.path("isBase64Encoded").asBoolean()
              ? Base64.getDecoder().decode(text)
              : body.isTextual() ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    WireHeaders headers = WireHeaders.none();
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      if (header.getValue().isContainerNode() || header.getValue().isNull()) {
        return Optional.empty();
      }
      headers = headers.with(header.getKey(), header.getValue().asText());
    }
    for (JsonNode cookie : answer.path("cookies")) {
      headers = headers.with("Set-Cookie", cookie.asText());
    }
    if (headers.first("Content-Type").isEmpty()) {
      headers = headers.with("Content-Type", "text/plain;charset=UTF-8");
    }
    return Optional.of(new WireResponse(status, headers, bytes));
  }
}
