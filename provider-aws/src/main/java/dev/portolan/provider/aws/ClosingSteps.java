package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SHIFT;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The steps that close a function before its new version serves: what leads to the old one becomes
 * stricter first, so that the new one is never open to more than it asks for.
 *
 * @param claimed keys of all routes that somebody wants: one that moves to another function stays
 */
record ClosingSteps(Place place, AwsCalls calls, ApiDeeds deeds, Set<String> claimed) {
  /**
   * Adds them.
   *
   * @return what must have succeeded before the function shifts
   */
  List<String> add(StepList list, Wanted wanted, Seen seen) {
    StepList.Lane api = list.lane(Optional.of(wanted.name()), place.apiLane());
    List<String> after = new ArrayList<>(List.of(api.id("version"), api.id("probe")));
    wanted.jwt().map(Authorizer::of).map(AuthorizerSteps::id).ifPresent(after::add);
    List<String> before = new ArrayList<>(after);
    seen.api().ifPresent(known -> routes(api, wanted, known, after, before));
    boolean open =
        seen.function().flatMap(SeenFunction::url).filter(AccessCalls.Url::open).isPresent();
    if (open && !wanted.open()) {
      StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
      Step.Action update = run -> calls.access().updateUrl(wanted.physicalName(), false);
      String resource = "URL of function " + wanted.physicalName() + " (IAM callers)";
      own.add(SHIFT, UPDATE, "url", resource, "no longer open", after, update);
      before.add(own.id("url"));
    }
    return before;
  }

  private void routes(
      StepList.Lane lane, Wanted wanted, SeenApi api, List<String> after, List<String> before) {
    boolean there = api.integration(place.liveArn(wanted.physicalName())).isPresent();
    for (SeenApi.SeenRoute now : api.routesTo(place.functionArn(wanted.physicalName()))) {
      Optional<Route> then =
          wanted.routes().stream()
              .filter(route -> wanted.behind(Front.HTTP_API) && route.key().equals(now.key()))
              .findFirst();
      if (then.isPresent() && there && isStricter(wanted, api, then.get(), now)) {
        Route route = then.get();
        String why = String.join(", ", FrontSteps.access(wanted, api, route, now));
        String local = "route " + route.key();
        Step.Action update = run -> deeds.updateRoute(run, api, now, wanted, route);
        lane.add(SHIFT, UPDATE, local, "route " + route.shown(), why, after, update);
        before.add(lane.id(local));
      } else if (!wanted.open() && isOpen(now) && !claimed.contains(now.key())) {
        Step.Action delete = run -> calls.api().deleteRoute(api.id(), now.id());
        String why = "the function declares it no longer, and is not open";
        String local = FrontSteps.stale(now);
        lane.add(SHIFT, DELETE, local, "route " + now.key(), why, after, delete);
        before.add(lane.id(local));
      }
    }
  }

  private static boolean isOpen(SeenApi.SeenRoute route) {
    return rank(route.authorization()) == 0;
  }

  /** Whether a route lets somebody through whom it shall not; wider ones open after the shift. */
  private static boolean isStricter(Wanted wanted, SeenApi api, Route then, SeenApi.SeenRoute now) {
    int change = Integer.compare(rank(then.authorization()), rank(now.authorization()));
    boolean tokens = change == 0 && then.guard() == Route.Guard.TOKEN;
    return change > 0
        || tokens
            && !FrontSteps.access(wanted, api, then, now).isEmpty()
            && !isWider(wanted, api, now);
  }

  /** Whether all that a route takes now it will take then, too. */
  private static boolean isWider(Wanted wanted, SeenApi api, SeenApi.SeenRoute now) {
    Authorizer then = Authorizer.of(wanted.jwt().orElseThrow());
    List<String> scopes = wanted.jwt().orElseThrow().scopes();
    boolean more = scopes.isEmpty() || !now.scopes().isEmpty() && scopes.containsAll(now.scopes());
    return more
        && api.authorizers().stream()
            .filter(each -> each.id().equals(now.authorizer()))
            .map(SeenApi.SeenAuthorizer::checks)
            .anyMatch(
                checks ->
                    checks.issuer().equals(then.issuer())
                        && then.audiences().containsAll(checks.audiences()));
  }

  private static int rank(String authorization) {
    return switch (authorization) {
      case "NONE" -> 0;
      case "AWS_IAM" -> 2;
      default -> 1;
    };
  }
}
