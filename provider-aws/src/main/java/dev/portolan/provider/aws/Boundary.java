package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;

/** The step that bounds what a role of ours may do, as the project says. */
record Boundary(AwsCalls calls) {
  /**
   * Never takes a boundary off: where the project names none, who guards the account set it.
   *
   * @param local the step's id in its lane
   */
  void add(StepList.Lane lane, String local, String role, Wanted wanted, SeenRole seen, Why why) {
    Optional<String> boundary = wanted.settings().permissionsBoundary();
    if (boundary.isEmpty() || seen.boundary().equals(boundary)) {
      return;
    }
    Step.Action put = run -> calls.iam().putBoundary(role, boundary.get());
    String before = seen.boundary().orElse("none");
    String differs = why.of(List.of("boundary " + before + " → " + boundary.get()));
    lane.add(STAGE, UPDATE, local, "boundary of role " + role, differs, List.of(), put);
  }
}
