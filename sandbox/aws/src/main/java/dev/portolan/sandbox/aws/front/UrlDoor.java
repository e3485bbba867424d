package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The front door of one function URL. */
public final class UrlDoor implements WireHandler {
  // awsdocs/aws-lambda-developer-guide#494 shows the answer whole
  private static final String FORBIDDEN =
      "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
          + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}";
  private static final int LIMIT = 6 << 20;

  private final FrontWorld world;
  private final String region;
  private final String urlId;

  public UrlDoor(FrontWorld world, String region, String urlId) {
    this.world = world;
    this.region = region;
    this.urlId = urlId;
  }

  @Override
  public WireResponse handle(WireRequest request) {
    String requestId = UUID.randomUUID().toString();
    ObjectNode state = world.state().get();
    return url(state)
        .map(url -> answer(state, url, request, requestId))
        .orElseGet(() -> WireResponse.of(404, "application/json", "{\"Message\":null}"))
        .with("x-amzn-RequestId", requestId);
  }

  private Optional<JsonNode> url(ObjectNode state) {
    for (JsonNode function : state.path("regions").path(region).path("lambda").path("functions")) {
      for (JsonNode url : function.path("urls")) {
        if (url.path("_id").asText().equals(urlId)) {
          return Optional.of(url);
        }
      }
    }
    return Optional.empty();
  }

  private WireResponse answer(
      ObjectNode state, JsonNode url, WireRequest request, String requestId) {
    String function = url.path("FunctionArn").asText();
    String authType = url.path("AuthType").asText();
    Optional<ObjectNode> iam =
        authType.equals("AWS_IAM") ? world.signer(request, "lambda") : Optional.empty();
    boolean allowed =
        authType.equals("AWS_IAM")
            ? iam.isPresent()
            : ResourcePolicy.of(state, function).allowsUrl(authType);
    if (!allowed) {
      return WireResponse.of(403, "application/json", FORBIDDEN)
          .with("x-amzn-ErrorType", "AccessDeniedException");
    }
    if (request.body().length > LIMIT) {
      return WireResponse.of(
          413, "application/json", "{\"Message\":\"Request must be smaller than 6291556 bytes\"}");
    }
    String domain = urlId + ".lambda-url." + region + ".on.aws";
    HttpEvent event =
        new HttpEvent(
            request,
            new HttpEvent.Place(
                iam.isPresent() ? world.account() : "anonymous", urlId, domain, "$default"),
            "$default",
            request.path(),
            Map.of(),
            Map.of(),
            iam.map(found -> JsonNodeFactory.instance.objectNode().set("iam", found)),
            requestId,
            world.trace(request),
            world.time().now());
    return invoke(state, function, event);
  }

  private WireResponse invoke(ObjectNode state, String function, HttpEvent event) {
    RunSpec spec;
    try {
      spec = RunSpecs.byArn(state, function, world.time().now());
    } catch (AwsRefusal refusal) {
      return broken();
    }
    Outcome outcome =
        world
            .dataPlane()
            .invoke(
                spec,
                new Invocation(
                    event.requestId(),
                    event.tree().toString().getBytes(StandardCharsets.UTF_8),
                    function,
                    "",
                    event.traceId()));
    if (outcome.throttled()) {
      return WireResponse.of(429, "application/json", "{\"Message\":\"Rate Exceeded.\"}")
          .with("x-amzn-ErrorType", "TooManyRequestsException");
    }
    return outcome.error().isPresent()
        ? broken()
        : HttpAnswer.from(outcome.payload()).orElseGet(UrlDoor::broken);
  }

  private static WireResponse broken() {
    return WireResponse.of(502, "application/json", "Internal Server Error");
  }
}
