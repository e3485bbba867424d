package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The steps that leave nothing of an owner: fronts first, then functions, then what they needed.
 */
record RemovalPlan(Place place, AwsCalls calls, EventSteps events, AwsSettings settings) {
  private static final String WHY = "destroy was asked for";

  /** Adds the steps; returns the functions concerned. */
  List<String> add(StepList list, List<String> notes, Survey survey) throws Exception {
    RemovalSteps removal = new RemovalSteps(place, calls, events);
    survey
        .api()
        .ifPresent(
            api -> {
              removal.api(list, api.id(), WHY);
              api.duplicates().forEach(duplicate -> removal.api(list, duplicate, WHY));
            });
    TreeSet<String> functions = new TreeSet<>();
    for (RemovalSteps.Remains left : survey.left()) {
      boolean logs = left.logGroup() && !settings.keepLogs();
      RemovalSteps.Remains doomed = left.withLogGroup(logs);
      removal.function(list, doomed, WHY);
      functions.add(left.name());
      notes.addAll(left.notes());
    }
    notes.addAll(survey.untold());
    String bucket = settings.bucket().orElse(place.bucket());
    Optional<Boolean> there = calls.bucket().seen(bucket, place.account());
    if (there.isEmpty()) {
      notes.add("bucket " + bucket + " may not be looked into: archives, if any are there, stay");
    } else if (there.get()) {
      new ArchiveSteps(place, calls.bucket()).sweep(list, bucket, "");
    }
    return List.copyOf(functions);
  }
}
