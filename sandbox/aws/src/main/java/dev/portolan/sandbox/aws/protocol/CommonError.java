package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.Fidelity;

/** What any service may answer before its own logic is asked. */
public enum CommonError implements AwsErrorShape {
  // "Common Errors" pages of the services' API references
  MISSING_TOKEN(
      403, "MissingAuthenticationTokenException", "Missing Authentication Token", Fidelity.DOC),
  INCOMPLETE_SIGNATURE(
      400,
      "IncompleteSignatureException",
      "Authorization header requires '%s' parameter. Authorization=%s",
      Fidelity.DOC),
  UNRECOGNIZED_CLIENT(
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
      Fidelity.DOC),
  INVALID_CLIENT_TOKEN(
      403,
      "InvalidClientTokenId",
      "The security token included in the request is invalid.",
      Fidelity.DOC),
  EXPIRED_TOKEN(
      403,
      "ExpiredTokenException",
      "The security token included in the request is expired",
      Fidelity.DOC),
  SIGNATURE_MISMATCH(
      403,
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.",
      Fidelity.DOC),
  // aws/aws-sdk-php#2469; S3 has other words for it, which are not embedded
  HOST_NOT_SIGNED(
      403,
      "InvalidSignatureException",
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      Fidelity.ISSUE),
  SIGNATURE_EXPIRED(
      403,
      "InvalidSignatureException",
      "Signature expired: %s is now earlier than %s (%s - 5 min.)",
      Fidelity.DOC),
  SIGNATURE_NOT_YET_CURRENT(
      403,
      "InvalidSignatureException",
      "Signature not yet current: %s is still later than %s (%s + 5 min.)",
      Fidelity.DOC),
  ACCESS_DENIED(
      403,
      "AccessDeniedException",
      "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy"
          + " allows the %s action",
      Fidelity.DOC),
  UNKNOWN_OPERATION(404, "UnknownOperationException", "%s", Fidelity.ASSUMED),
  THROTTLING(400, "ThrottlingException", "Rate exceeded", Fidelity.DOC),
  SERVER_ERROR(500, "InternalFailure", "An internal error occurred.", Fidelity.DOC),
  // AWS's JSON front ends answer SerializationException; the texts vary with the parser
  UNREADABLE(400, "SerializationException", "%s", Fidelity.ISSUE),
  // the real services ignore unknown members: here one is a mistake that should be seen
  UNKNOWN_FIELD(
      400,
      "SerializationException",
      "Unknown member '%s': the sandbox does not know it, so it would do nothing",
      Fidelity.ASSUMED);

  private final Wording wording;

  CommonError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
