package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deletes a function, first what calls it and last what it runs as. */
record Removal(StepList list, Staging staging, Retinue retinue) {
  /**
   * All functions of which anything is there, each with its service's name, or its name on Cloud
   * Functions; empty where an account or a trigger is all that is left.
   */
  static SortedMap<String, Optional<String>> functions(
      Survey survey, Staging staging, Retinue retinue) {
    SortedMap<String, Optional<String>> functions = new TreeMap<>();
    retinue.functions().forEach(function -> functions.put(function, Optional.empty()));
    staging.leftovers().forEach((function, name) -> functions.put(function, Optional.of(name)));
    survey
        .seen()
        .values()
        .forEach(seen -> functions.put(seen.function(), Optional.of(seen.name())));
    return functions;
  }

  /**
   * Adds the steps.
   *
   * @param function its name in its project
   * @param service its service's name, or its name on Cloud Functions; empty if neither is there
   */
  void add(String function, Optional<String> service, String why) {
    List<String> first = retinue.dismiss(function, why);
    StepList.Lane lane = list.lane(Optional.of(function), "service:" + service.orElse(function));
    service.ifPresent(name -> staging.remove(lane, name, why, first));
    List<String> last = new ArrayList<>(first);
    last.add(lane.id(Staging.STEP));
    retinue.bury(function, why, last);
  }
}
