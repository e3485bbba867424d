package dev.portolan.sandbox.azure.web;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/** What the resource manager refuses of a site's identities before Microsoft.Web is asked. */
public enum SiteIdentityError implements ArmErrorShape {
  // quoted in bicep#3430 and others
  NO_IDENTITY(
      400,
      "FailedIdentityOperation",
      "Identity operation for resource '%s' failed with error 'Failed to perform resource identity"
          + " operation. Status: 'BadRequest'. Response: '{\"error\":{\"code\":\"BadRequest\","
          + "\"message\":\"Resource '%s' was not found.\"}}'.'.",
      Fidelity.ISSUE);

  private final Wording wording;

  SiteIdentityError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
