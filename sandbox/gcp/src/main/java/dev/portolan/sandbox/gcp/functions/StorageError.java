package dev.portolan.sandbox.gcp.functions;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.WireResponse;

/** What Cloud Storage's XML interface refuses; https://cloud.google.com/storage/docs/xml-api. */
public enum StorageError implements ErrorShape {
  SIGNATURE(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your"
          + " Google secret key and signing method.",
      Fidelity.DOC),
  EXPIRED(400, "ExpiredToken", "The provided token has expired.", Fidelity.DOC),
  // functions.proto: no credentials may be attached
  DENIED(403, "AccessDenied", "Access denied.", Fidelity.DOC),
  TOO_LARGE(
      400,
      "EntityTooLarge",
      "Your proposed upload is larger than the maximum object size specified in your Policy"
          + " Document.",
      Fidelity.DOC),
  TOO_SMALL(
      400,
      "EntityTooSmall",
      "Your proposed upload is smaller than the minimum object size specified in your Policy"
          + " Document.",
      Fidelity.DOC),
  RANGE(
      400,
      "InvalidArgument",
      "Invalid argument: x-goog-content-length-range must be two numbers.",
      Fidelity.ASSUMED),
  NO_OBJECT(404, "NoSuchKey", "The specified key does not exist.", Fidelity.DOC),
  METHOD(
      405,
      "MethodNotAllowed",
      "The specified method is not allowed against this resource.",
      Fidelity.DOC),
  THROTTLED(429, "SlowDown", "The rate of requests is too high.", Fidelity.ASSUMED),
  FAILED(503, "ServiceUnavailable", "We encountered an internal error.", Fidelity.DOC);

  private final int status;
  private final String code;
  private final String message;
  private final Fidelity fidelity;

  StorageError(int status, String code, String message, Fidelity fidelity) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.fidelity = fidelity;
  }

  WireResponse response() {
    return WireResponse.of(
        status,
        "application/xml; charset=UTF-8",
        "<?xml version='1.0' encoding='UTF-8'?><Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error>");
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public Fidelity fidelity() {
    return fidelity;
  }
}
