package dev.portolan.sandbox.gcp.artifacts;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Artifact Registry refuses. */
public enum ArtifactError implements GoogleErrorShape {
  NO_REPOSITORY(Canonical.NOT_FOUND, "Requested entity was not found.", Fidelity.ISSUE),
  EXISTS(Canonical.ALREADY_EXISTS, "the repository already exists", Fidelity.ISSUE),
  ID(
      Canonical.INVALID_ARGUMENT,
      "repository_id must match \"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$\" but is '%s'",
      Fidelity.ASSUMED),
  FORMAT(Canonical.INVALID_ARGUMENT, "format must be specified", Fidelity.ASSUMED);

  private final Wording wording;

  ArtifactError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
