package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.Fidelity;

/** What the query protocol itself refuses. */
enum QueryError implements AwsErrorShape {
  INVALID_ACTION(
      400, "InvalidAction", "Could not find operation %s for version %s", Fidelity.ISSUE);

  private final Wording wording;

  QueryError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
