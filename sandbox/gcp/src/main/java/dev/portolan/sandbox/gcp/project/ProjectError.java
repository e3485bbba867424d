package dev.portolan.sandbox.gcp.project;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What is refused about the project and its services. */
public enum ProjectError implements GoogleErrorShape {
  NO_SERVICE(
      Canonical.PERMISSION_DENIED,
      "Not found or permission denied for service(s): %s.",
      Fidelity.ISSUE),
  // told by every API that is not enabled; the address of its page is the same for all
  DISABLED(
      Canonical.PERMISSION_DENIED,
      "%1$s has not been used in project %2$s before or it is disabled. Enable it by visiting"
          + " https://console.developers.google.com/apis/api/%1$s/overview?project=%2$s then retry."
          + " If you enabled this API recently, wait a few minutes for the action to propagate to"
          + " our systems and retry.",
      Fidelity.ISSUE);

  private final Wording wording;

  ProjectError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
