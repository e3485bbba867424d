package dev.portolan.sandbox.gcp.scheduler;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Cloud Scheduler refuses. */
public enum SchedulerError implements GoogleErrorShape {
  // googleapis/google-cloud-go#1352, hashicorp/terraform#31571
  SCHEDULE(Canonical.INVALID_ARGUMENT, "Schedule or time zone is invalid.", Fidelity.ISSUE),
  // googleapis/nodejs-scheduler#447
  MASK(Canonical.INVALID_ARGUMENT, "Invalid mask for Job: %s", Fidelity.ISSUE),
  NOT_FOUND(Canonical.NOT_FOUND, "Job not found.", Fidelity.ISSUE),
  EXISTS(Canonical.ALREADY_EXISTS, "Job %s already exists.", Fidelity.ISSUE),
  NAME(
      Canonical.INVALID_ARGUMENT,
      "Job name must be formatted: \"projects/<PROJECT_ID>/locations/<LOCATION_ID>/jobs/<JOB_ID>\".",
      Fidelity.ISSUE),
  // the words of newer services of Google's for a missing permission
  ACCOUNT(
      Canonical.PERMISSION_DENIED,
      "The principal (user or service account) lacks IAM permission"
          + " \"iam.serviceAccounts.actAs\" for the resource \"%s\" (or the resource may not"
          + " exist).",
      Fidelity.ISSUE),
  // job.proto and target.proto tell the bounds, not the words
  INVALID(Canonical.INVALID_ARGUMENT, "%s", Fidelity.ASSUMED),
  STATE(Canonical.FAILED_PRECONDITION, "%s", Fidelity.ASSUMED);

  private final Wording wording;

  SchedulerError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
