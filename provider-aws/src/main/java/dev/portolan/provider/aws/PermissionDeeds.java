package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.List;

/** What lets somebody call a function's live alias, and the step that takes it back. */
record PermissionDeeds(AwsCalls calls) {
  void permit(Step.Run run, Wanted wanted, Permission permission) throws Exception {
    String name = wanted.physicalName();
    if (run.attempt() > 1 && calls.access().statements(name).contains(permission.id())) {
      return;
    }
    calls.access().permit(name, permission);
  }

  /**
   * Takes away a statement that nothing needs.
   *
   * @param own the function's lane
   * @param function its physical name
   * @param id the statement's
   * @param after ids of the steps that come first
   */
  void forbid(StepList.Lane own, String function, String id, List<String> after) {
    Step.Action forbid = run -> calls.access().forbid(function, id);
    String resource = "permission " + id + " of function " + function;
    own.add(SWEEP, DELETE, "stale " + id, resource, "nothing needs it", after, forbid);
  }
}
