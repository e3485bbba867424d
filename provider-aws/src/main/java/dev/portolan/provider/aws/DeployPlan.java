package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a deployment, in the order in which people read them. */
record DeployPlan(
    Place place,
    AwsCalls calls,
    Waits waits,
    Rivals rivals,
    Archive archive,
    EventSteps events,
    AwsSettings settings) {
  void add(StepList list, List<Wanted> all, Survey survey) {
    FunctionDeeds deeds = new FunctionDeeds(calls, waits, rivals, place);
    ApiDeeds apis = new ApiDeeds(calls, rivals, place);
    Set<String> claimed = claimed(all);
    ClosingSteps closing = new ClosingSteps(place, calls, apis, claimed);
    FunctionSteps functions = new FunctionSteps(place, calls, deeds, archive, closing);
    FrontSteps fronts = new FrontSteps(place, calls, apis);
    AuthorizerSteps authorizers = new AuthorizerSteps(place, calls, apis);
    TidySteps tidy = new TidySteps(calls);
    RemovalSteps removal = new RemovalSteps(place, calls, events);
    boolean unneeded = unneeded(all, survey);
    if (survey.api().isPresent()) {
      authorizers.add(list, all, survey.api());
    }
    for (Wanted wanted : all) {
      Seen seen = survey.seen().get(wanted.name());
      functions.add(list, wanted, seen);
      events.stage(list, wanted, seen, all);
    }
    for (Wanted wanted : all) {
      events.keep(list, wanted, survey.seen().get(wanted.name()));
    }
    fronts.shared(list, all, survey.api());
    for (Wanted wanted : all) {
      Seen seen = survey.seen().get(wanted.name());
      fronts.add(list, wanted, unneeded ? seen.withoutApi() : seen, claimed);
    }
    Handover handover = handover(all, survey, settings);
    for (Wanted wanted : all) {
      Seen seen = survey.seen().get(wanted.name());
      events.settle(list, wanted, seen, handover);
      tidy.add(list, wanted, seen);
      events.sweep(list, wanted, seen);
    }
    survey.api().ifPresent(api -> duplicates(list, removal, api));
    if (unneeded) {
      String why = "no function is behind it any more";
      removal.api(list, survey.api().orElseThrow().id(), why);
    }
    if (settings.prune()) {
      for (RemovalSteps.Remains left : survey.left()) {
        String why = "the project has no such function any more";
        if (!unneeded) {
          survey.api().ifPresent(api -> removal.routes(list, left, api, claimed, why));
        }
        removal.function(list, left, why);
      }
    }
    if (!unneeded) {
      List<String> gone = doomed(survey, settings);
      survey.api().ifPresent(api -> authorizers.sweep(list, all, api, gone));
    }
  }

  /** What of buckets belongs to functions of this plan, those that go among them. */
  static Handover handover(List<Wanted> all, Survey survey, AwsSettings settings) {
    return Handover.of(all, doomed(survey, settings));
  }

  /** The names of functions that go, since the project has them no more. */
  private static List<String> doomed(Survey survey, AwsSettings settings) {
    return settings.prune()
        ? survey.left().stream().map(RemovalSteps.Remains::physicalName).toList()
        : List.of();
  }

  /** The functions concerned: those wanted, and those that go. */
  List<String> functions(List<Wanted> all, Survey survey) {
    List<String> names = new ArrayList<>(all.stream().map(Wanted::name).toList());
    if (settings.prune()) {
      survey.left().forEach(left -> names.add(left.name()));
    }
    return names;
  }

  /** What a person should know beside the steps. */
  List<String> notes(StepList list, List<Wanted> all, Survey survey) {
    List<String> notes = new ArrayList<>();
    for (Step step : list.steps()) {
      if (step.why().startsWith("drift")) {
        notes.add(step.resource() + ": " + step.why());
      }
    }
    notes.addAll(survey.untold());
    for (Wanted wanted : all) {
      Seen seen = survey.seen().get(wanted.name());
      FrontSteps.notes(wanted, seen, notes);
      notes.addAll(events.notes(wanted, seen));
    }
    if (settings.prune()) {
      survey.left().forEach(left -> notes.addAll(left.notes()));
    } else {
      for (RemovalSteps.Remains left : survey.left()) {
        notes.add(
            "function "
                + left.physicalName()
                + " is no longer in the project and stays; portolan.aws.prune=true deletes it");
      }
    }
    return notes;
  }

  /** The keys of all routes that somebody wants. */
  static Set<String> claimed(List<Wanted> all) {
    return all.stream()
        .filter(wanted -> wanted.behind(Front.HTTP_API))
        .flatMap(wanted -> wanted.routes().stream())
        .map(Route::key)
        .collect(Collectors.toSet());
  }

  private static void duplicates(StepList list, RemovalSteps removal, SeenApi api) {
    for (String duplicate : api.duplicates()) {
      removal.api(list, duplicate, "it is a duplicate of " + api.id() + " that serves nobody");
    }
  }

  /** Whether the API can go: nobody wants it, and all its routes lead to what is deployed here. */
  private boolean unneeded(List<Wanted> all, Survey survey) {
    Optional<SeenApi> api = survey.api();
    if (api.isEmpty() || all.stream().anyMatch(wanted -> wanted.behind(Front.HTTP_API))) {
      return false;
    }
    List<String> names = new ArrayList<>(all.stream().map(Wanted::physicalName).toList());
    names.addAll(doomed(survey, settings));
    long ours =
        names.stream().mapToLong(name -> api.get().routesTo(place.functionArn(name)).size()).sum();
    return ours == api.get().routes().size();
  }
}
