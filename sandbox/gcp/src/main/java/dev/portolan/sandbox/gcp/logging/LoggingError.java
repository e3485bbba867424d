package dev.portolan.sandbox.gcp.logging;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Cloud Logging refuses. */
public enum LoggingError implements GoogleErrorShape {
  // quoted in issues of google-cloud-* about filters
  UNPARSEABLE(Canonical.INVALID_ARGUMENT, "Unparseable filter: %s", Fidelity.ISSUE),
  NO_RESOURCES(
      Canonical.INVALID_ARGUMENT,
      "At least one resource name must be specified.",
      Fidelity.ASSUMED),
  RESOURCE(
      Canonical.INVALID_ARGUMENT,
      "'%s' is not a resource that logs belong to here: projects/<project> is",
      Fidelity.ASSUMED),
  ORDER(
      Canonical.INVALID_ARGUMENT,
      "order_by must be \"timestamp asc\" or \"timestamp desc\", not \"%s\"",
      Fidelity.ASSUMED),
  LOG_NAME(
      Canonical.INVALID_ARGUMENT,
      "The log name '%s' must be projects/<project>/logs/<log>",
      Fidelity.ASSUMED);

  private final Wording wording;

  LoggingError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
