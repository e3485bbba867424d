package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cross-origin requests, for an API that is configured for them: the API answers, not the function.
 */
final class Preflight {
  private Preflight() {}

  /**
   * The answer to a preflight request; empty when the request is none, or the API leaves it alone.
   */
  static Optional<WireResponse> answer(JsonNode api, WireRequest request) {
    JsonNode cors = api.path("corsConfiguration");
    boolean asked =
        request.method().equals("OPTIONS")
            && request.headers().first("Access-Control-Request-Method").isPresent();
    if (!asked || cors.isMissingNode()) {
      return Optional.empty();
    }
    WireHeaders headers = WireHeaders.none();
    for (String[] pair :
        List.of(
            new String[] {"allowMethods", "Access-Control-Allow-Methods"},
            new String[] {"allowHeaders", "Access-Control-Allow-Headers"})) {
      List<String> values = texts(cors.path(pair[0]));
      if (!values.isEmpty()) {
        headers = headers.with(pair[1], String.join(",", values));
      }
    }
    if (cors.has("maxAge")) {
      headers = headers.with("Access-Control-Max-Age", cors.path("maxAge").asText());
    }
    return Optional.of(new WireResponse(204, headers, new byte[0]));
  }

  /** The response with what tells the browser that this origin may see it. */
  static WireResponse opened(JsonNode api, WireRequest request, WireResponse response) {
    JsonNode cors = api.path("corsConfiguration");
    Optional<String> origin = request.headers().first("Origin");
    List<String> allowed = texts(cors.path("allowOrigins"));
    if (origin.isEmpty() || !(allowed.contains("*") || allowed.contains(origin.get()))) {
      return response;
    }
    WireResponse opened =
        response.with("Access-Control-Allow-Origin", allowed.contains("*") ? "*" : origin.get());
    if (cors.path("allowCredentials").asBoolean()) {
      opened = opened.with("Access-Control-Allow-Credentials", "true");
    }
    List<String> exposed = texts(cors.path("exposeHeaders"));
    return exposed.isEmpty()
        ? opened
        : opened.with("Access-Control-Expose-Headers", String.join(",", exposed));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
