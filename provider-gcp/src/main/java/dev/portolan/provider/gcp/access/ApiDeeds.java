package dev.portolan.provider.gcp.access;

import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.wire.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Enables APIs that a project does not use yet. */
public final class ApiDeeds {
  /** The step before all others. */
  private static final String STEP = "apis";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final AccessCalls calls;
  private final Waits waits;

  public ApiDeeds(AccessCalls calls, Waits waits) {
    this.calls = calls;
    this.waits = waits;
  }

  /** The steps, after one that enables APIs. */
  public List<Step> before(List<Step> steps, SortedSet<String> apis) {
    StepList list = new StepList();
    list.lane(Optional.empty(), STEP)
        .add(
            Phase.STAGE,
            Change.UPDATE,
            STEP,
            "apis " + String.join(", ", apis),
            "the project does not use them, and portolan.gcp.enableApis is true",
            List.of(),
            run -> enable(run, apis));
    List<Step> all = new ArrayList<>(list.steps());
    steps.forEach(each -> all.add(each.phase() == Phase.STAGE ? after(each) : each));
    return all;
  }

  private static Step after(Step step) {
    Set<String> after = new LinkedHashSet<>(step.after());
    after.add(STEP);
    return new Step(
        step.id(),
        step.function(),
        step.phase(),
        step.change(),
        step.resource(),
        step.why(),
        after,
        step.serialKey(),
        step.action());
  }

  private void enable(Step.Run run, SortedSet<String> apis) throws Exception {
    SortedSet<String> missing = calls.disabled(apis);
    if (missing.isEmpty()) {
      return;
    }
    Operation begun = calls.enable(missing);
    waits.operation(run, "APIs", PATIENCE, begun, () -> calls.glance(begun.getName()));
  }
}
