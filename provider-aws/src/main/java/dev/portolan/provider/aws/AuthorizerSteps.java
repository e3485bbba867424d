package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The steps that have an HTTP API check tokens, and those that take away what checks nobody's. */
record AuthorizerSteps(Place place, AwsCalls calls, ApiDeeds deeds) {
  /** The step that makes what checks the tokens that a function takes. */
  static String id(Authorizer authorizer) {
    return "authorizer " + authorizer.name();
  }

  /**
   * Makes what shall check. Where the API is there already, that is before any function shifts: an
   * issuer that is not there then fails before, and a route can be closed before.
   */
  void add(StepList list, List<Wanted> all, Optional<SeenApi> seen) {
    StepList.Lane lane = lane(list);
    Step.Phase phase = seen.isPresent() ? STAGE : SETTLE;
    wanted(all)
        .forEach(
            (name, authorizer) -> {
              Optional<SeenApi.SeenAuthorizer> now = seen.flatMap(api -> api.authorizer(name));
              if (now.isEmpty()) {
                Step.Action create = run -> deeds.createAuthorizer(run, seen, authorizer);
                String why = "there is none yet";
                List<String> after = List.of("api");
                lane.add(phase, CREATE, id(authorizer), authorizer.shown(), why, after, create);
              } else if (!now.get().bearer() || !now.get().checks().equals(authorizer)) {
                String api = seen.orElseThrow().id();
                Step.Action update =
                    run -> calls.api().updateAuthorizer(api, now.get().id(), authorizer);
                String why = "drift: it checks other tokens";
                lane.add(phase, UPDATE, id(authorizer), authorizer.shown(), why, List.of(), update);
              }
            });
  }

  private static Map<String, Authorizer> wanted(List<Wanted> all) {
    Map<String, Authorizer> wanted = new TreeMap<>();
    all.stream()
        .filter(each -> each.behind(Front.HTTP_API))
        .flatMap(each -> each.jwt().stream())
        .map(Authorizer::of)
        .forEach(each -> wanted.put(each.name(), each));
    return wanted;
  }

  /**
   * Takes away those of ours that no route needs after this.
   *
   * @param gone functions besides whose routes go
   */
  void sweep(StepList list, List<Wanted> all, SeenApi api, List<String> gone) {
    Set<String> claimed = DeployPlan.claimed(all);
    List<String> changed = new ArrayList<>(gone);
    all.forEach(each -> changed.add(each.physicalName()));
    List<SeenApi.SeenRoute> stay = new ArrayList<>(api.routes());
    stay.removeIf(route -> claimed.contains(route.key()));
    changed.forEach(name -> stay.removeAll(api.routesTo(place.functionArn(name))));
    Set<String> needed =
        stay.stream().map(SeenApi.SeenRoute::authorizer).collect(Collectors.toSet());
    Map<String, Authorizer> wanted = wanted(all);
    wanted.keySet().forEach(name -> api.authorizer(name).ifPresent(one -> needed.add(one.id())));
    List<String> before =
        list.steps().stream()
            .filter(step -> step.resource().startsWith("route "))
            .map(Step::id)
            .toList();
    for (SeenApi.SeenAuthorizer each : api.authorizers()) {
      if (Authorizer.ours(each.name()) && !needed.contains(each.id())) {
        Step.Action delete = run -> calls.api().deleteAuthorizer(api.id(), each.id());
        String resource = "authorizer " + each.name();
        String local = "stale authorizer " + each.id();
        lane(list).add(SWEEP, DELETE, local, resource, "no route needs it", before, delete);
      }
    }
  }

  private StepList.Lane lane(StepList list) {
    return list.lane(Optional.empty(), place.apiLane());
  }
}
