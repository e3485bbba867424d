package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.protocol.PathText;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The front door of one HTTP API: finds stage and route, asks for permission, calls the function.
 */
public final class ApiDoor implements WireHandler {
  private static final int LIMIT = 10 << 20;

  private final FrontWorld world;
  private final String region;
  private final String apiId;

  public ApiDoor(FrontWorld world, String region, String apiId) {
    this.world = world;
    this.region = region;
    this.apiId = apiId;
  }

  @Override
  public WireResponse handle(WireRequest request) {
    String requestId = UUID.randomUUID().toString();
    ObjectNode state = world.state().get();
    JsonNode api = state.path("regions").path(region).path("apigateway").path("apis").path(apiId);
    WireResponse response =
        Preflight.answer(api, request).orElseGet(() -> route(state, api, request, requestId));
    return Preflight.opened(api, request, response).with("Apigw-Requestid", requestId);
  }

  private WireResponse route(
      ObjectNode state, JsonNode api, WireRequest request, String requestId) {
    if (request.body().length > LIMIT) {
      return message(413, "Request Entity Too Large");
    }
    JsonNode stage = stage(api, request);
    Optional<RouteMatch> match = match(api, stage, request);
    if (match.isEmpty()) {
      return message(404, "Not Found");
    }
    JsonNode route = match.get().route();
    ObjectNode caller = JsonNodeFactory.instance.objectNode();
    if (route.path("authorizationType").asText().equals("AWS_IAM")) {
      Optional<ObjectNode> iam = world.signer(request, "execute-api");
      if (iam.isEmpty()) {
        return message(403, "Forbidden");
      }
      caller.set("iam", iam.get());
    }
    Optional<JsonNode> authorizer = Tokens.authorizer(api, route);
    if (authorizer.isPresent()) {
      Tokens.Finding found =
          Tokens.look(state, authorizer.get(), route, request, world.time().now());
      if (found.refusal() != null) {
        return found.refusal();
      }
      caller.set("jwt", found.jwt());
    }
    String target = route.path("target").asText().substring("integrations/".length());
    JsonNode integration = api.path("_integrations").path(target);
    String function = function(integration.path("integrationUri").asText());
    if (!ResourcePolicy.of(state, function).allowsGateway(executionArn(stage, route))) {
      return message(500, "Internal Server Error");
    }
    HttpEvent event = event(request, requestId, stage, match.get(), caller);
    return invoke(state, function, event, integration.path("timeoutInMillis").asInt(30_000));
  }

  /** The stage that the path begins with, or the one that needs no name. */
  private static JsonNode stage(JsonNode api, WireRequest request) {
    JsonNode named = api.path("_stages").path(request.path().substring(1).replaceFirst("/.*", ""));
    return named.isMissingNode() ? api.path("_stages").path("$default") : named;
  }

  private static Optional<RouteMatch> match(JsonNode api, JsonNode stage, WireRequest request) {
    boolean serves =
        stage.path("autoDeploy").asBoolean() && !api.path("disableExecuteApiEndpoint").asBoolean();
    String name = stage.path("stageName").asText();
    String path =
        name.equals("$default") ? request.path() : request.path().substring(name.length() + 1);
    return serves
        ? RouteMatch.find(api.path("_routes"), request.method(), path.isEmpty() ? "/" : path)
            .filter(match -> match.route().has("target"))
        : Optional.empty();
  }

  private String executionArn(JsonNode stage, JsonNode route) {
    return String.format(
        "arn:aws:execute-api:%s:%s:%s/%s/%s",
        region,
        world.account(),
        apiId,
        stage.path("stageName").asText(),
        executionPath(route.path("routeKey").asText()));
  }

  private HttpEvent event(
      WireRequest request, String requestId, JsonNode stage, RouteMatch match, ObjectNode caller) {
    Map<String, String> variables = new TreeMap<>();
    stage
        .path("stageVariables")
        .properties()
        .forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
    String domain = apiId + ".execute-api." + region + ".amazonaws.com";
    return new HttpEvent(
        request,
        new HttpEvent.Place(world.account(), apiId, domain, stage.path("stageName").asText()),
        match.route().path("routeKey").asText(),
        decoded(request.path()),
        match.parameters(),
        variables,
        caller.isEmpty() ? Optional.empty() : Optional.of(caller),
        requestId,
        world.trace(request),
        world.time().now());
  }

  /**
   * A decoded question mark ends the path, as on the real service (middleapi/standard-server#93).
   */
  private static String decoded(String path) {
    return PathText.decoded(path).replaceFirst("\\?.*", "");
  }

  /** {@code GET /a/{b}} is {@code GET/a/{b}} in permissions, and {@code $default} is itself. */
  private static String executionPath(String routeKey) {
    return routeKey.replaceFirst("^ANY ", "* ").replaceFirst(" ", "");
  }

  private static String function(String uri) {
    return uri.replaceFirst("^arn:aws:apigateway:.*/functions/", "")
        .replaceFirst("/invocations$", "");
  }

  private WireResponse invoke(
      ObjectNode state, String function, HttpEvent event, int timeoutMillis) {
    RunSpec spec;
    try {
      spec = RunSpecs.byArn(state, function, world.time().now());
    } catch (AwsRefusal refusal) {
      return message(500, "Internal Server Error");
    }
    Invocation invocation =
        new Invocation(
            UUID.randomUUID().toString(),
            event.tree().toString().getBytes(StandardCharsets.UTF_8),
            function,
            "",
            event.traceId());
    try {
      Outcome outcome =
          CompletableFuture.supplyAsync(
                  () -> world.dataPlane().invoke(spec, invocation), ApiDoor::inThreadOfItsOwn)
              .get(timeoutMillis, TimeUnit.MILLISECONDS);
      if (outcome.throttled()) {
        return message(503, "Service Unavailable");
      }
      return outcome.error().isPresent()
          ? message(500, "Internal Server Error")
          : HttpAnswer.from(outcome.payload())
              .orElseGet(() -> message(500, "Internal Server Error"));
    } catch (TimeoutException e) {
      return message(503, "Service Unavailable");
    } catch (ExecutionException | InterruptedException e) {
      return message(500, "Internal Server Error");
    }
  }

  private static void inThreadOfItsOwn(Runnable work) {
    Thread thread = new Thread(work, "integration");
    thread.setDaemon(true);
    thread.start();
  }

  static WireResponse message(int status, String text) {
    return WireResponse.of(status, "application/json", "{\"message\":\"" + text + "\"}");
  }
}
