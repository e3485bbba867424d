package dev.portolan.sandbox.gcp.iam;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What is refused about accounts and policies. */
public enum IamError implements GoogleErrorShape {
  // quoted in issues of terraform-provider-google and of aggregation-service
  NOT_USABLE(
      Canonical.PERMISSION_DENIED,
      "Permission 'iam.serviceaccounts.actAs' denied on service account %s (or it may not exist).",
      Fidelity.ISSUE),
  // terraform-provider-google waits on this text after it has made an account
  NO_MEMBER(Canonical.INVALID_ARGUMENT, "Service account %s does not exist.", Fidelity.ISSUE),
  NO_ACCOUNT(Canonical.NOT_FOUND, "Unknown service account", Fidelity.ISSUE),
  ACCOUNT_EXISTS(
      Canonical.ALREADY_EXISTS,
      "Service account %s already exists within project projects/%s.",
      Fidelity.ISSUE),
  ACCOUNT_ID(
      Canonical.INVALID_ARGUMENT,
      "The account ID \"%s\" does not have a length between 6 and 30.",
      Fidelity.ISSUE),
  ACCOUNT_LETTERS(
      Canonical.INVALID_ARGUMENT,
      "The account ID \"%s\" must match the regular expression"
          + " \"^[a-z](?:[-a-z0-9]{4,28}[a-z0-9])$\".",
      Fidelity.ASSUMED),
  // iam.proto names both limits
  ACCOUNT_TEXT(
      Canonical.INVALID_ARGUMENT,
      "The display name must have at most 100 UTF-8 bytes and the description at most 256.",
      Fidelity.ASSUMED),
  // told by every setIamPolicy whose etag is old
  POLICY_CHANGED(
      Canonical.ABORTED,
      "There were concurrent policy changes. Please retry the whole read-modify-write with"
          + " exponential backoff. The request's ETag '%s' did not match the current policy's"
          + " ETag '%s'.",
      Fidelity.ISSUE),
  MEMBER(
      Canonical.INVALID_ARGUMENT,
      "The member %s is of an unknown type. Please set a valid type prefix for the member.",
      Fidelity.ISSUE),
  ROLE(Canonical.INVALID_ARGUMENT, "Role %s is not supported for this resource.", Fidelity.ISSUE),
  // policy.proto: "Requests that specify an invalid value are rejected", "valid values are 0, 1, 3"
  VERSION(
      Canonical.INVALID_ARGUMENT,
      "The policy version %s is not valid: valid versions are 0, 1 and 3.",
      Fidelity.ASSUMED),
  // policy.proto tells the rule
  CONDITIONS(
      Canonical.INVALID_ARGUMENT,
      "The specified policy version %s cannot support the conditions of role bindings: specify"
          + " version 3.",
      Fidelity.ASSUMED);

  private final Wording wording;

  IamError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
