package dev.portolan.sandbox.gcp.pubsub;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Pub/Sub refuses. */
public enum PubSubError implements GoogleErrorShape {
  // quoted in many issues of google-cloud-java and terraform-provider-google
  NOT_FOUND(Canonical.NOT_FOUND, "Resource not found (resource=%s).", Fidelity.ISSUE),
  EXISTS(
      Canonical.ALREADY_EXISTS,
      "Resource already exists in the project (resource=%s).",
      Fidelity.ISSUE),
  NAME(
      Canonical.INVALID_ARGUMENT,
      "Invalid resource name given (name=%s). Refer to"
          + " https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names for more"
          + " information.",
      Fidelity.ISSUE),
  // told to every publisher without the role
  FORBIDDEN(
      Canonical.PERMISSION_DENIED, "User not authorized to perform this action.", Fidelity.ISSUE),
  // https://cloud.google.com/pubsub/quotas#resource_limits
  ATTRIBUTE(
      Canonical.INVALID_ARGUMENT,
      "The attribute %s of a message is too long: a key has 256 bytes, a value 1024, an ordering"
          + " key 1024, and there are 100.",
      Fidelity.ASSUMED),
  EMPTY_MESSAGE(
      Canonical.INVALID_ARGUMENT,
      "One or more messages in the publish request is empty. Each message must contain either"
          + " non-empty data, or at least one attribute.",
      Fidelity.ISSUE),
  NO_MESSAGES(
      Canonical.INVALID_ARGUMENT,
      "The value for message_count is too small. You passed 0 in the request, but the minimum"
          + " value is 1.",
      Fidelity.ISSUE),
  // https://cloud.google.com/pubsub/quotas#resource_limits
  TOO_LARGE(
      Canonical.INVALID_ARGUMENT,
      "The value for request_size is too large. You passed %s in the request, but the maximum value"
          + " is 10000000.",
      Fidelity.ISSUE),
  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/patch
  NO_MASK(
      Canonical.INVALID_ARGUMENT,
      "The update_mask in the UpdateSubscriptionRequest must be set, and must contain a non-empty"
          + " paths list.",
      Fidelity.ISSUE),
  NOT_OFFERED(
      Canonical.INVALID_ARGUMENT,
      "Invalid update_mask provided in the UpdateSubscriptionRequest: the '%s' field in the"
          + " Subscription is not mutable.",
      Fidelity.ISSUE),
  DEADLINE(
      Canonical.INVALID_ARGUMENT,
      "Invalid ack deadline given: %s. It must be between 10 and 600 seconds.",
      Fidelity.ASSUMED),
  // projects.subscriptions, messageRetentionDuration: "no more than 31 days or less than 10
  // minutes"
  RETENTION(
      Canonical.INVALID_ARGUMENT,
      "Invalid message retention duration given: %ss. It must be between 600s and 2678400s.",
      Fidelity.ASSUMED),
  // projects.subscriptions, DeadLetterPolicy: "The value must be between 5 and 100"
  ATTEMPTS(
      Canonical.INVALID_ARGUMENT,
      "Invalid max delivery attempts given: %s. It must be between 5 and 100.",
      Fidelity.ASSUMED),
  // projects.subscriptions, RetryPolicy: "Value should be between 0 and 600 seconds"
  BACKOFF(
      Canonical.INVALID_ARGUMENT,
      "Invalid retry policy given: backoffs must be between 0 and 600 seconds, and the minimum not"
          + " more than the maximum.",
      Fidelity.ASSUMED),
  LABEL(Canonical.INVALID_ARGUMENT, "Invalid label (label=%s).", Fidelity.ASSUMED);

  private final Wording wording;

  PubSubError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
