package dev.portolan.sandbox.gcp.run;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;

/** What Cloud Run refuses, and why revisions fail. */
public enum RunError implements GoogleErrorShape {
  // quoted in issues of terraform-provider-google and of gcloud
  NO_RESOURCE(
      Canonical.NOT_FOUND,
      "Resource '%s' of kind '%s' in region '%s' in project '%s' does not exist.",
      Fidelity.ISSUE),
  EXISTS(Canonical.ALREADY_EXISTS, "Resource '%s' already exists.", Fidelity.ISSUE),
  // terraform-provider-google#7854
  BEING_DELETED(
      Canonical.ALREADY_EXISTS,
      "Resource '%s' already exists: its deletion is not over.",
      Fidelity.ASSUMED),
  // googleapis/google-cloud-java#11101, magic-modules#10173
  VIOLATION(Canonical.INVALID_ARGUMENT, "Violation in %s: %s", Fidelity.ISSUE),
  CONFLICT(
      Canonical.ABORTED,
      "Conflict for resource '%s': version '%s' was specified but current version is '%s'.",
      Fidelity.ISSUE),
  // pulumi-gcp#350, terraform-provider-google#14569
  REVISION_CLASH(
      Canonical.ALREADY_EXISTS,
      "Revision named '%s' with different configuration already exists.",
      Fidelity.ISSUE),
  // terraform-docs-samples#269: told by the operation
  NO_REVISION(
      Canonical.INTERNAL,
      "Revision '%s' does not exist or is deleted. Update all traffic to route to currently"
          + " available revisions.",
      Fidelity.ISSUE),
  // the start of what each failed deployment tells; firebase-tools#7993
  NOT_READY(
      Canonical.FAILED_PRECONDITION,
      "Revision '%s' is not ready and cannot serve traffic. %s",
      Fidelity.ISSUE),
  // the most frequent text of all; the port is the container's
  NOT_LISTENING(
      Canonical.FAILED_PRECONDITION,
      "The user-provided container failed to start and listen on the port defined provided by the"
          + " PORT=%s environment variable within the allocated timeout. This can happen when the"
          + " container port is misconfigured or if the timeout is too short. The health check"
          + " timeout can be extended. Logs for this revision might contain more information.",
      Fidelity.ISSUE),
  NO_SECRET(Canonical.FAILED_PRECONDITION, "Secret %s was not found", Fidelity.ISSUE),
  SECRET_DENIED(
      Canonical.FAILED_PRECONDITION,
      "Permission denied on secret: %s for Revision service account %s. The service account used"
          + " must be granted the 'Secret Manager Secret Accessor' role"
          + " (roles/secretmanager.secretAccessor) at the secret, project or higher level.",
      Fidelity.ISSUE),
  // https://cloud.google.com/run/docs/managing/revisions: what cannot be deleted
  REVISION_SERVES(
      Canonical.FAILED_PRECONDITION,
      "Revision '%s' cannot be deleted: it receives traffic or has a tag.",
      Fidelity.ASSUMED),
  REVISION_LATEST(
      Canonical.FAILED_PRECONDITION,
      "Revision '%s' cannot be deleted: it is the latest created revision of its service.",
      Fidelity.ASSUMED),
  RESERVED_ENV(
      Canonical.INVALID_ARGUMENT,
      "template.containers[0].env: The following reserved env names were provided: %s. These"
          + " values are automatically set by the system.",
      Fidelity.ISSUE),
  CONCURRENT_FRACTION(
      Canonical.INVALID_ARGUMENT,
      "template.containers[0].resources.limits.cpu: Invalid value specified for cpu. Total cpu < 1"
          + " is not supported with concurrency > 1.",
      Fidelity.ISSUE),
  MEMORY(
      Canonical.INVALID_ARGUMENT,
      "template.containers[0].resources.limits.memory: Invalid value specified for memory. For %s"
          + " CPU, memory must be between %s and %s inclusive.",
      Fidelity.ISSUE),
  QUANTITY(
      Canonical.INVALID_ARGUMENT,
      "template.containers[0].resources.limits.%s: Invalid value specified for %1$s: '%s'",
      Fidelity.ASSUMED);

  private final Wording wording;

  RunError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }

  /** Refuses a field of a request as the service's own validation does. */
  static GoogleRefusal violation(String field, String what) {
    return VIOLATION.refusal(field, what).at("Violation in " + field);
  }
}
