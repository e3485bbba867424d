package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps that take a function away: first what leads to it, last what it needed. */
record RemovalSteps(Place place, AwsCalls calls, EventSteps events) {
  /**
   * What is still there under one physical name, each part known to be ours.
   *
   * @param name what its project called it
   * @param buckets those that call it
   * @param hidden those that may call it, and that may not be looked at
   */
  record Remains(
      String name,
      String physicalName,
      boolean function,
      boolean role,
      boolean logGroup,
      boolean schedule,
      boolean scheduleRole,
      List<String> subscriptions,
      List<RuleName> rules,
      List<SeenMapping> mappings,
      List<String> buckets,
      List<String> hidden) {
    Remains withLogGroup(boolean doomed) {
      return new Remains(
          name,
          physicalName,
          function,
          role,
          doomed,
          schedule,
          scheduleRole,
          subscriptions,
          rules,
          mappings,
          buckets,
          hidden);
    }

    /** What a person should know where it goes. */
    List<String> notes() {
      return hidden.stream()
          .map(bucket -> ObjectSteps.untold(bucket) + "function " + physicalName + " goes")
          .toList();
    }

    boolean isEmpty() {
      return !function
          && !role
          && !logGroup
          && !schedule
          && !scheduleRole
          && rules.isEmpty()
          && mappings.isEmpty();
    }
  }

  /** Deletes an API with all that is in it. */
  void api(StepList list, String id, String why) {
    StepList.Lane lane = list.lane(Optional.empty(), place.apiLane());
    Step.Action delete = run -> calls.api().delete(id);
    lane.add(SWEEP, DELETE, "api " + id, "HTTP API " + id, why, List.of(), delete);
  }

  /**
   * Deletes what leads to one function in an API that others still use.
   *
   * @param claimed keys of routes that others take over in the same plan: they stay
   */
  void routes(StepList list, Remains remains, SeenApi api, Set<String> claimed, String why) {
    StepList.Lane lane = list.lane(Optional.of(remains.name()), place.apiLane());
    String arn = place.functionArn(remains.physicalName());
    List<String> routes = new ArrayList<>();
    for (SeenApi.SeenRoute route : api.routesTo(arn)) {
      if (claimed.contains(route.key())) {
        continue;
      }
      Step.Action delete = run -> calls.api().deleteRoute(api.id(), route.id());
      String resource = "route " + route.key();
      lane.add(SWEEP, DELETE, resource, resource, why, List.of(), delete);
      routes.add(lane.id(resource));
    }
    for (SeenApi.SeenIntegration integration : api.integrations()) {
      if (integration.callsAny(arn)) {
        Step.Action delete = run -> calls.api().deleteIntegration(api.id(), integration.id());
        String resource = "integration " + integration.id();
        lane.add(SWEEP, DELETE, resource, resource, why, routes, delete);
      }
    }
  }

  void function(StepList list, Remains remains, String why) {
    String name = remains.physicalName();
    StepList.Lane lane = list.lane(Optional.of(remains.name()), "lambda:" + name);
    events.remove(list, remains, why);
    List<String> before =
        new ArrayList<>(
            list.steps().stream()
                .filter(step -> step.phase() == SWEEP && leadsTo(step, remains))
                .map(Step::id)
                .toList());
    if (remains.function()) {
      Step.Action delete = run -> calls.lambda().delete(name);
      lane.add(SWEEP, DELETE, "function", "function " + name, why, before, delete);
    }
    before.add(lane.id("function"));
    if (remains.logGroup()) {
      String group = Place.logGroup(name);
      Step.Action delete = run -> calls.logs().delete(group);
      lane.add(SWEEP, DELETE, "log-group", "log group " + group, why, before, delete);
    }
    if (remains.role()) {
      String role = place.role(name);
      Step.Action delete = run -> calls.iam().delete(role);
      lane.add(SWEEP, DELETE, "role", "role " + role, why, before, delete);
    }
  }

  /** Whether a step takes away something that calls the function: its own routes, or the API. */
  private static boolean leadsTo(Step step, Remains remains) {
    return step.function().equals(Optional.of(remains.name())) || step.function().isEmpty();
  }
}
