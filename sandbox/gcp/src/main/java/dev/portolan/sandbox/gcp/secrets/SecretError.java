package dev.portolan.sandbox.gcp.secrets;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Secret Manager refuses. */
public enum SecretError implements GoogleErrorShape {
  // quoted in issues of terraform-provider-google, external-secrets and berglas
  NO_SECRET(Canonical.NOT_FOUND, "Secret [%s] not found or has no versions.", Fidelity.ISSUE),
  NO_VERSION(Canonical.NOT_FOUND, "Secret Version [%s] not found.", Fidelity.ISSUE),
  EXISTS(Canonical.ALREADY_EXISTS, "Secret [%s] already exists.", Fidelity.ISSUE),
  NOT_ENABLED(Canonical.FAILED_PRECONDITION, "Secret Version [%s] is in %s state.", Fidelity.ISSUE),
  ID(
      Canonical.INVALID_ARGUMENT,
      "The provided Secret ID [%s] does not match the expected format [[a-zA-Z_0-9-]+]",
      Fidelity.ISSUE),
  REPLICATION(
      Canonical.INVALID_ARGUMENT,
      "The field [secret.replication] must be provided.",
      Fidelity.ASSUMED);

  private final Wording wording;

  SecretError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
