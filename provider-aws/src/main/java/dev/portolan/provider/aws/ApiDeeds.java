package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;

/** What the steps of an HTTP API do. Each looks first when it is not tried for the first time. */
record ApiDeeds(AwsCalls calls, Rivals rivals, Place place) {
  private static final String API = "api";

  /** The API's id: observed, or handed on by the step that made it. */
  static String id(Step.Run run, Optional<SeenApi> seen) {
    return seen.map(SeenApi::id).or(() -> run.get(API)).orElseThrow();
  }

  void create(Step.Run run) throws Exception {
    if (run.attempt() > 1) {
      List<Api> mine = calls.api().find(place.owner());
      if (!mine.isEmpty()) {
        run.put(API, mine.get(0).apiId());
        return;
      }
    }
    run.put(API, calls.api().create(place.api(), Ownership.tags(place.owner())));
    rivals.madeApi();
  }

  void createStage(Step.Run run, Optional<SeenApi> seen) throws Exception {
    String api = id(run, seen);
    if (run.attempt() > 1
        && calls.api().stages(api).stream()
            .anyMatch(stage -> stage.stageName().equals(ApiCalls.STAGE))) {
      return;
    }
    calls.api().createStage(api, Ownership.tags(place.owner()));
  }

  void createIntegration(Step.Run run, Optional<SeenApi> seen, Wanted wanted) throws Exception {
    String api = id(run, seen);
    String arn = place.liveArn(wanted.physicalName());
    if (run.attempt() > 1) {
      for (Integration integration : calls.api().integrations(api)) {
        if (arn.equals(integration.integrationUri())) {
          run.put(integrationKey(wanted), integration.integrationId());
          return;
        }
      }
    }
    run.put(integrationKey(wanted), calls.api().createIntegration(api, arn));
  }

  void createRoute(Step.Run run, Optional<SeenApi> seen, Wanted wanted, Route route)
      throws Exception {
    String api = id(run, seen);
    String integration = integration(run, seen, wanted);
    Optional<ApiCalls.Check> check = check(run, seen, wanted, route);
    if (run.attempt() > 1) {
      for (var known : calls.api().routes(api)) {
        if (known.routeKey().equals(route.key())) {
          calls.api().updateRoute(api, known.routeId(), route, integration, check);
          return;
        }
      }
    }
    calls.api().createRoute(api, route, integration, check);
  }

  void updateRoute(Step.Run run, SeenApi seen, SeenApi.SeenRoute now, Wanted wanted, Route route)
      throws Exception {
    String integration = integration(run, Optional.of(seen), wanted);
    Optional<ApiCalls.Check> check = check(run, Optional.of(seen), wanted, route);
    boolean checked = !now.authorizer().isEmpty() || !now.scopes().isEmpty();
    Optional<ApiCalls.Check> then =
        checked ? Optional.of(check.orElse(ApiCalls.Check.NONE)) : check;
    calls.api().updateRoute(seen.id(), now.id(), route, integration, then);
  }

  void createAuthorizer(Step.Run run, Optional<SeenApi> seen, Authorizer wanted) throws Exception {
    String api = id(run, seen);
    if (run.attempt() > 1) {
      for (var known : calls.api().authorizers(api)) {
        if (wanted.name().equals(known.name())) {
          run.put(authorizerKey(wanted), known.authorizerId());
          return;
        }
      }
    }
    run.put(authorizerKey(wanted), calls.api().createAuthorizer(api, wanted));
  }

  /** What is to check the tokens of a route; empty if it takes none. */
  private static Optional<ApiCalls.Check> check(
      Step.Run run, Optional<SeenApi> seen, Wanted wanted, Route route) {
    if (route.guard() != Route.Guard.TOKEN) {
      return Optional.empty();
    }
    Jwt jwt = wanted.jwt().orElseThrow();
    Authorizer authorizer = Authorizer.of(jwt);
    String id =
        run.get(authorizerKey(authorizer))
            .or(
                () ->
                    seen.flatMap(api -> api.authorizer(authorizer.name()))
                        .map(SeenApi.SeenAuthorizer::id))
            .orElseThrow();
    return Optional.of(new ApiCalls.Check(id, jwt.scopes()));
  }

  private static String authorizerKey(Authorizer authorizer) {
    return "authorizer/" + authorizer.name();
  }

  void permit(Step.Run run, Optional<SeenApi> seen, Wanted wanted) throws Exception {
    permit(run, wanted, Permission.api(place.apiSourceArn(id(run, seen))));
  }

  void permit(Step.Run run, Wanted wanted, Permission permission) throws Exception {
    new PermissionDeeds(calls).permit(run, wanted, permission);
  }

  void createUrl(Step.Run run, Wanted wanted) throws Exception {
    if (run.attempt() > 1) {
      Optional<AccessCalls.Url> url = calls.access().url(wanted.physicalName());
      if (url.isPresent() && url.get().open() == wanted.open()) {
        return;
      }
      if (url.isPresent()) {
        calls.access().updateUrl(wanted.physicalName(), wanted.open());
        return;
      }
    }
    calls.access().createUrl(wanted.physicalName(), wanted.open());
  }

  private String integration(Step.Run run, Optional<SeenApi> seen, Wanted wanted) {
    String arn = place.liveArn(wanted.physicalName());
    return run.get(integrationKey(wanted))
        .or(() -> seen.flatMap(api -> api.integration(arn)).map(SeenApi.SeenIntegration::id))
        .orElseThrow();
  }

  private static String integrationKey(Wanted wanted) {
    return wanted.name() + "/integration";
  }
}
