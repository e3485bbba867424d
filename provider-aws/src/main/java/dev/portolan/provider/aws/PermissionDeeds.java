package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Step;

/** What the step does that lets somebody call a function's live alias. */
record PermissionDeeds(AwsCalls calls) {
  void permit(Step.Run run, Wanted wanted, Permission permission) throws Exception {
    String name = wanted.physicalName();
    if (run.attempt() > 1 && calls.access().statements(name).contains(permission.id())) {
      return;
    }
    calls.access().permit(name, permission);
  }
}
