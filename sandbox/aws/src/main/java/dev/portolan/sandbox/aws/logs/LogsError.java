package dev.portolan.sandbox.aws.logs;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/** What CloudWatch Logs refuses. */
public enum LogsError implements AwsErrorShape {
  INVALID(400, "InvalidParameterException", "%s", Fidelity.RECORDED),
  GROUP_EXISTS(
      400,
      "ResourceAlreadyExistsException",
      "The specified log group already exists",
      Fidelity.RECORDED),
  NO_GROUP(
      400,
      "ResourceNotFoundException",
      "The specified log group does not exist.",
      Fidelity.RECORDED),
  STREAM_EXISTS(
      400,
      "ResourceAlreadyExistsException",
      "The specified log stream already exists",
      Fidelity.RECORDED),
  NO_STREAM(
      400,
      "ResourceNotFoundException",
      "The specified log stream does not exist.",
      Fidelity.RECORDED),
  // PutRetentionPolicy lists the values
  RETENTION(
      400,
      "InvalidParameterException",
      "1 validation error detected: Value '%s' at 'retentionInDays' failed to satisfy constraint:"
          + " Member must satisfy enum value set: %s",
      Fidelity.ASSUMED),
  PATTERN(
      400,
      "InvalidParameterException",
      "The sandbox filters by words only, not by '%s'",
      Fidelity.ASSUMED),
  CONCURRENT(
      400,
      "OperationAbortedException",
      "A conflicting operation is currently in progress against this resource. Please try again.",
      Fidelity.ISSUE),
  THROTTLED(400, "ThrottlingException", "Rate exceeded", Fidelity.DOC),
  FAILED(
      500, "ServiceUnavailableException", "The service cannot complete the request.", Fidelity.DOC);

  private final Wording wording;

  LogsError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
