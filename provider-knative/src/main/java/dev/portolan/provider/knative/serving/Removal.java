package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import java.util.List;
import java.util.Optional;

/** Deletes a function's service; the cluster deletes what hangs on it. */
public final class Removal {
  private Removal() {}

  public static void add(StepList list, Deeds deeds, Seen seen, String why, List<String> after) {
    list.lane(Optional.of(seen.function()), "ksvc:" + seen.name())
        .add(
            Phase.SWEEP,
            Change.DELETE,
            "service",
            "service " + seen.name(),
            why,
            after,
            run -> deeds.delete(run, seen.name()));
  }
}
