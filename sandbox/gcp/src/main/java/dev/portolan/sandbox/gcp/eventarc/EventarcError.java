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
  // cloud.google.com/eventarc/docs/understand-locations; cloud-foundation-fabric#3269
  BUCKET_LOCATION(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: Bucket \"%1$s\" location \"%2$s\" does not match trigger location"
          + " \"%3$s\". Try again by creating the trigger in \"%2$s\".",
      Fidelity.DOC),
  NO_BUCKET(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: Bucket \"%s\" not found.",
      Fidelity.ASSUMED),
  // told to many by Cloud Functions and gcloud; the reason of the role is Google's documentation
  STORAGE_AGENT(
      Canonical.FAILED_PRECONDITION,
      "Invalid resource state for \"\": The Cloud Storage service account for your bucket is unable"
          + " to publish to Cloud Pub/Sub topics in the specified project.\nTo use GCS CloudEvent"
          + " triggers, the GCS service account requires the Pub/Sub Publisher"
          + " (roles/pubsub.publisher) IAM role in the specified project. (See"
          + " https://cloud.google.com/eventarc/docs/run/quickstart-storage#before-you-begin)",
      Fidelity.ISSUE),
  // terraform-provider-google#17057
  DATABASE_LOCATION(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: generic::invalid_argument: Database '%s' does not exist in region"
          + " '%s'. Did you mean region '%s'?.",
      Fidelity.ISSUE),
  NO_DATABASE(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: generic::invalid_argument: Database '%s' does not exist in region"
          + " '%s'.",
      Fidelity.ASSUMED),
  FORMAT(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: event_data_content_type must be application/protobuf for events of"
          + " type '%s'",
      Fidelity.ASSUMED),
  // cloud.google.com/eventarc/docs/run/route-trigger-cloud-storage: the role of the trigger's
  // account
  RECEIVER(
      Canonical.PERMISSION_DENIED,
      "Permission \"eventarc.events.receiveEvent\" denied on \"%s\" (or it may not exist).",
      Fidelity.ISSUE),
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
