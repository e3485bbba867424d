package dev.portolan.sandbox.gcp.eventarc;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Eventarc refuses. */
public enum EventarcError implements GoogleErrorShape {
  // the words of every service that stands behind the same front, as Cloud Functions and Workflows
  NOT_FOUND(Canonical.NOT_FOUND, "Resource '%s' was not found", Fidelity.ISSUE),
  EXISTS(Canonical.ALREADY_EXISTS, "Resource '%s' already exists", Fidelity.ISSUE),
  // terraform-provider-google#14584, pulumi-gcp#1290
  AGENT(
      Canonical.FAILED_PRECONDITION,
      "Invalid resource state for \"\": Permission denied while using the Eventarc Service Agent."
          + " If you recently started to use Eventarc, it may take a few minutes before all"
          + " necessary permissions are propagated to the Service Agent. Otherwise, verify that it"
          + " has Eventarc Service Agent role.",
      Fidelity.ISSUE),
  ETAG(
      Canonical.ABORTED,
      "the etag of the request is not the etag of the resource: it was changed in between",
      Fidelity.ASSUMED),
  INVALID(Canonical.INVALID_ARGUMENT, "The request was invalid: %s", Fidelity.ASSUMED),
  // magic-modules, products/eventarc/Trigger.yaml: location, transport and channel are immutable
  IMMUTABLE(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: %s cannot be changed once a trigger is made",
      Fidelity.ASSUMED),
  NO_TOPIC(Canonical.NOT_FOUND, "Resource not found (resource=%s).", Fidelity.ASSUMED),
  NO_SERVICE(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: Cloud Run service '%s' was not found in region '%s'",
      Fidelity.ASSUMED);

  private final Wording wording;

  EventarcError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
