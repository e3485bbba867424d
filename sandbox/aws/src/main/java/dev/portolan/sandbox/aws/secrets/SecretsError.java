package dev.portolan.sandbox.aws.secrets;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/** What Secrets Manager refuses. */
public enum SecretsError implements AwsErrorShape {
  INVALID(400, "ValidationException", "%s", Fidelity.RECORDED),
  // quoted in issues of aws-sdk-go, terraform-provider-aws and LocalStack's snapshots
  NO_SECRET(
      400,
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret.",
      Fidelity.RECORDED),
  NO_STAGE(
      400,
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret value for staging label: %s",
      Fidelity.RECORDED),
  NO_VERSION(
      400,
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret value for VersionId: %s",
      Fidelity.RECORDED),
  EXISTS(
      400,
      "ResourceExistsException",
      "The operation failed because the secret %s already exists.",
      Fidelity.RECORDED),
  VERSION_EXISTS(
      400,
      "ResourceExistsException",
      "You tried to modify an existing secret version. Create a new one instead.",
      Fidelity.ASSUMED),
  DELETED(
      400,
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
      Fidelity.RECORDED),
  NAME(
      400,
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
          + " following: -/_+=.@!",
      Fidelity.RECORDED),
  ONE_VALUE(
      400,
      "InvalidParameterException",
      "You must provide either SecretString or SecretBinary, not both.",
      Fidelity.ASSUMED),
  CONCURRENT(
      400,
      "InvalidRequestException",
      "You can't modify the secret while another operation on it is in progress.",
      Fidelity.ASSUMED),
  THROTTLED(400, "ThrottlingException", "Rate exceeded", Fidelity.DOC),
  FAILED(500, "InternalServiceError", "An error occurred on the server side.", Fidelity.DOC);

  private final Wording wording;

  SecretsError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
