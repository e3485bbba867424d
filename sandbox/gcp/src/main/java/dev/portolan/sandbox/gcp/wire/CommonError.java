package dev.portolan.sandbox.gcp.wire;

import dev.portolan.sandbox.Fidelity;

/** What every service of Google's refuses in the same words. */
public enum CommonError implements GoogleErrorShape {
  // answered by each API's front end to any request without a usable token
  UNAUTHENTICATED(
      Canonical.UNAUTHENTICATED,
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie"
          + " or other valid authentication credential. See"
          + " https://developers.google.com/identity/sign-in/web/devconsole-project.",
      Fidelity.ISSUE),
  NO_CREDENTIALS(
      Canonical.UNAUTHENTICATED,
      "Request is missing required authentication credential. Expected OAuth 2 access token, login"
          + " cookie or other valid authentication credential. See"
          + " https://developers.google.com/identity/sign-in/web/devconsole-project.",
      Fidelity.ISSUE),
  // quoted in many issues of google-cloud-* and terraform-provider-google
  UNKNOWN_FIELD(
      Canonical.INVALID_ARGUMENT,
      "Invalid JSON payload received. Unknown name \"%s\"%s: Cannot find field.",
      Fidelity.ISSUE),
  UNKNOWN_PARAMETER(
      Canonical.INVALID_ARGUMENT,
      "Invalid JSON payload received. Unknown name \"%1$s\": Cannot bind query parameter. Field"
          + " '%1$s' could not be found in request message.",
      Fidelity.ISSUE),
  INVALID_VALUE(Canonical.INVALID_ARGUMENT, "Invalid value at '%s' (%s), %s", Fidelity.ISSUE),
  NOT_REPEATING(
      Canonical.INVALID_ARGUMENT,
      "Invalid JSON payload received. Unknown name \"%s\"%s: Proto field is not repeating, cannot"
          + " start list.",
      Fidelity.ISSUE),
  UNPARSABLE(Canonical.INVALID_ARGUMENT, "Invalid JSON payload received. %s", Fidelity.ISSUE),
  REQUIRED(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: %s: Required field is missing",
      Fidelity.ASSUMED),
  INVALID_MASK(
      Canonical.INVALID_ARGUMENT,
      "The request was invalid: the update mask names '%s', which is not a field that can be"
          + " updated",
      Fidelity.ASSUMED),
  PAGE_TOKEN(Canonical.INVALID_ARGUMENT, "The provided page token is invalid.", Fidelity.ASSUMED),
  // answered for projects that are not there as well
  FORBIDDEN(Canonical.PERMISSION_DENIED, "The caller does not have permission", Fidelity.ISSUE),
  // answered by many services for a location that is not theirs
  LOCATION(
      Canonical.PERMISSION_DENIED,
      "Permission denied on 'locations/%s' (or it may not exist).",
      Fidelity.ISSUE),
  NO_METHOD(Canonical.NOT_FOUND, "Method not found.", Fidelity.ASSUMED),
  NO_OPERATION(Canonical.NOT_FOUND, "Operation %s not found.", Fidelity.ASSUMED),
  NOT_OFFERED(
      Canonical.UNIMPLEMENTED,
      "the sandbox does not offer %s: it would have to do what it cannot",
      Fidelity.ASSUMED),
  EXHAUSTED(
      Canonical.RESOURCE_EXHAUSTED,
      "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service '%s'"
          + " for consumer 'project_number:%s'.",
      Fidelity.ISSUE),
  UNAVAILABLE(Canonical.UNAVAILABLE, "The service is currently unavailable.", Fidelity.ISSUE),
  INTERNAL(Canonical.INTERNAL, "Internal error encountered.", Fidelity.ISSUE),
  // firebase-tools#10731
  IN_PROGRESS(Canonical.ABORTED, "unable to queue the operation", Fidelity.ISSUE);

  private final Wording wording;

  CommonError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
