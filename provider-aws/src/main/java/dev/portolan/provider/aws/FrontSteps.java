package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The steps that let requests reach a function, and those that take back what nobody wants. */
record FrontSteps(Place place, AwsCalls calls, ApiDeeds deeds) {
  /** What all functions behind the HTTP API share. */
  void shared(StepList list, List<Wanted> all, Optional<SeenApi> seen) {
    if (all.stream().noneMatch(wanted -> wanted.behind(Front.HTTP_API))) {
      return;
    }
    StepList.Lane lane = list.lane(Optional.empty(), place.apiLane());
    String api = "HTTP API " + place.api();
    if (seen.isEmpty()) {
      lane.add(SETTLE, CREATE, "api", api, "there is none yet", List.of(), deeds::create);
    }
    Optional<Boolean> autoDeploy = seen.flatMap(SeenApi::autoDeploy);
    if (autoDeploy.isEmpty()) {
      Step.Action create = run -> deeds.createStage(run, seen);
      lane.add(SETTLE, CREATE, "stage", "stage of " + api, "it has none", List.of("api"), create);
    } else if (!autoDeploy.get()) {
      Step.Action update = run -> calls.api().updateStage(seen.get().id());
      String why = "drift: it does not deploy by itself";
      lane.add(SETTLE, UPDATE, "stage", "stage of " + api, why, List.of(), update);
    }
    if (seen.isEmpty()) {
      new AuthorizerSteps(place, calls, deeds).add(list, all, seen);
    }
  }

  /**
   * The steps of one function.
   *
   * @param claimed keys of all routes that somebody wants: one that moves to another function stays
   */
  void add(StepList list, Wanted wanted, Seen seen, Set<String> claimed) {
    Why why = Why.of(wanted, seen);
    if (wanted.behind(Front.HTTP_API)) {
      api(list, wanted, seen, why);
    }
    if (wanted.behind(Front.URL)) {
      url(list, wanted, seen, why);
    }
    sweep(list, wanted, seen, claimed);
  }

  private void api(StepList list, Wanted wanted, Seen seen, Why why) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), place.apiLane());
    String arn = place.liveArn(wanted.physicalName());
    Optional<SeenApi> api = seen.api();
    Optional<SeenApi.SeenIntegration> integration = api.flatMap(known -> known.integration(arn));
    String called = "integration with function " + wanted.physicalName();
    if (integration.isEmpty()) {
      Step.Action create = run -> deeds.createIntegration(run, api, wanted);
      List<String> after = List.of("api");
      lane.add(SETTLE, CREATE, "integration", called, "there is none yet", after, create);
    } else if (!ApiCalls.PAYLOAD.equals(integration.get().payload())) {
      Step.Action update =
          run -> calls.api().updateIntegration(api.orElseThrow().id(), integration.get().id(), arn);
      String differs = "drift: payload " + integration.get().payload() + " → " + ApiCalls.PAYLOAD;
      lane.add(SETTLE, UPDATE, "integration", called, differs, List.of(), update);
    }
    for (Route route : wanted.routes()) {
      route(lane, wanted, api, route, integration, why);
    }
    boolean permitted =
        api.map(known -> Permission.api(place.apiSourceArn(known.id())).id())
            .filter(id -> statements(seen).contains(id))
            .isPresent();
    if (!permitted) {
      Step.Action permit = run -> deeds.permit(run, api, wanted);
      permission(list, wanted, "permission", "the HTTP API may not call it yet", permit);
    }
  }

  private void route(
      StepList.Lane lane,
      Wanted wanted,
      Optional<SeenApi> api,
      Route route,
      Optional<SeenApi.SeenIntegration> integration,
      Why why) {
    String local = "route " + route.key();
    if (lane.list().has(lane.id(local))) {
      return; // it is closed before
    }
    Optional<SeenApi.SeenRoute> seen = api.flatMap(known -> known.route(route.key()));
    List<String> after = new ArrayList<>(List.of("api", lane.id("integration")));
    Optional<Authorizer> checks =
        route.guard() == Route.Guard.TOKEN ? wanted.jwt().map(Authorizer::of) : Optional.empty();
    checks.ifPresent(each -> after.add(AuthorizerSteps.id(each)));
    if (seen.isEmpty()) {
      Step.Action create = run -> deeds.createRoute(run, api, wanted, route);
      lane.add(SETTLE, CREATE, local, "route " + route.shown(), "there is none yet", after, create);
      return;
    }
    List<String> differs = access(wanted, api.orElseThrow(), route, seen.get());
    if (integration.isEmpty() || !seen.get().leadsTo(integration.get().id())) {
      differs.add("it leads elsewhere");
    }
    if (!differs.isEmpty()) {
      Step.Action update =
          run -> deeds.updateRoute(run, api.orElseThrow(), seen.get(), wanted, route);
      lane.add(SETTLE, UPDATE, local, "route " + route.shown(), why.of(differs), after, update);
    }
  }

  /** What differs in whom a route lets through. */
  static List<String> access(Wanted wanted, SeenApi api, Route route, SeenApi.SeenRoute seen) {
    List<String> differs = new ArrayList<>();
    if (!route.authorization().equals(seen.authorization())) {
      differs.add("access " + seen.authorization() + " → " + route.authorization());
    }
    if (route.guard() == Route.Guard.TOKEN && !isChecked(wanted, api, seen)) {
      differs.add("other tokens");
    }
    return differs;
  }

  /** The step that takes away a route. */
  static String stale(SeenApi.SeenRoute route) {
    return "stale route " + route.key();
  }

  private static boolean isChecked(Wanted wanted, SeenApi api, SeenApi.SeenRoute route) {
    boolean same =
        api.authorizer(Authorizer.of(wanted.jwt().orElseThrow()).name())
            .filter(one -> one.id().equals(route.authorizer()))
            .isPresent();
    return same
        && Set.copyOf(wanted.jwt().orElseThrow().scopes()).equals(Set.copyOf(route.scopes()));
  }

  private void url(StepList list, Wanted wanted, Seen seen, Why why) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
    String name = wanted.physicalName();
    String open = wanted.open() ? " (open to anyone)" : " (IAM callers)";
    Optional<AccessCalls.Url> url = seen.function().flatMap(SeenFunction::url);
    String resource = "URL of function " + name + open;
    if (url.isEmpty()) {
      Step.Action create = run -> deeds.createUrl(run, wanted);
      lane.add(SETTLE, CREATE, "url", resource, "there is none yet", List.of(), create);
    } else if (url.get().open() != wanted.open() && !list.has(lane.id("url"))) {
      Step.Action update = run -> calls.access().updateUrl(name, wanted.open());
      String differs = why.of(List.of(wanted.open() ? "open to anyone now" : "no longer open"));
      lane.add(SETTLE, UPDATE, "url", resource, differs, List.of(), update);
    }
    if (wanted.open()) {
      for (Permission permission : Permission.openUrl()) {
        if (!statements(seen).contains(permission.id())) {
          Step.Action permit = run -> deeds.permit(run, wanted, permission);
          String local = "permission " + permission.action();
          permission(list, wanted, local, "anyone may call it, but not yet", permit);
        }
      }
    }
  }

  private static void permission(
      StepList list, Wanted wanted, String local, String why, Step.Action permit) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
    String resource = "permission to call function " + wanted.physicalName();
    List<String> after = List.of("api", lane.id("url"));
    lane.add(SETTLE, CREATE, local, resource, why, after, permit);
  }

  private void sweep(StepList list, Wanted wanted, Seen seen, Set<String> claimed) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), place.apiLane());
    String arn = place.functionArn(wanted.physicalName());
    seen.api().ifPresent(api -> sweepApi(lane, wanted, api, arn, claimed));
    String name = wanted.physicalName();
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + name);
    if (!wanted.behind(Front.URL) && seen.function().flatMap(SeenFunction::url).isPresent()) {
      Step.Action delete = run -> calls.access().deleteUrl(name);
      String gone = "the function is not to have one";
      own.add(SWEEP, DELETE, "url-stale", "URL of function " + name, gone, List.of(), delete);
    }
    TreeSet<String> stale = new TreeSet<>(statements(seen));
    stale.removeIf(id -> !Permission.ours(id));
    if (wanted.behind(Front.HTTP_API)) {
      seen.api().ifPresent(api -> stale.remove(Permission.api(place.apiSourceArn(api.id())).id()));
    } else if (wanted.behind(Front.URL) && wanted.open()) {
      Permission.openUrl().forEach(permission -> stale.remove(permission.id()));
    }
    PermissionDeeds access = new PermissionDeeds(calls);
    stale.forEach(id -> access.forbid(own, name, id, List.of()));
  }

  /** Takes away routes of this function that it no longer declares; others' routes stay. */
  private void sweepApi(
      StepList.Lane lane, Wanted wanted, SeenApi api, String arn, Set<String> claimed) {
    for (SeenApi.SeenRoute route : api.routesTo(arn)) {
      String local = stale(route);
      if (!claimed.contains(route.key()) && !lane.list().has(lane.id(local))) {
        Step.Action delete = run -> calls.api().deleteRoute(api.id(), route.id());
        String gone = "the function declares it no longer";
        lane.add(SWEEP, DELETE, local, "route " + route.key(), gone, List.of(), delete);
      }
    }
    Optional<SeenApi.SeenIntegration> kept =
        wanted.behind(Front.HTTP_API)
            ? api.integration(place.liveArn(wanted.physicalName()))
            : Optional.empty();
    List<String> after = api.routesTo(arn).stream().map(route -> lane.id(stale(route))).toList();
    for (SeenApi.SeenIntegration integration : api.integrations()) {
      if (integration.callsAny(arn) && !kept.equals(Optional.of(integration))) {
        Step.Action delete = run -> calls.api().deleteIntegration(api.id(), integration.id());
        String local = "stale integration " + integration.id();
        String resource = "integration " + integration.id();
        lane.add(SWEEP, DELETE, local, resource, "no route needs it", after, delete);
      }
    }
  }

  private TreeSet<String> statements(Seen seen) {
    return new TreeSet<>(
        seen.function().map(function -> function.statements(place)).orElse(new TreeSet<>()));
  }

  /**
   * What a person should know beside the steps: what somebody else lets call a function checks its
   * callers by itself, or nobody does.
   */
  static void notes(Wanted wanted, Seen seen, List<String> notes) {
    if (wanted.routes().stream().allMatch(Route::open)) {
      return;
    }
    seen.function().stream()
        .flatMap(function -> function.policy().foreign().entrySet().stream())
        .forEach(
            statement ->
                notes.add(
                    "function "
                        + wanted.name()
                        + " is not open to anyone, but statement "
                        + statement.getKey()
                        + " of its policy, which is not ours, lets "
                        + statement.getValue()
                        + " call it: neither access nor jwtIssuer holds for who comes that way"));
  }
}
