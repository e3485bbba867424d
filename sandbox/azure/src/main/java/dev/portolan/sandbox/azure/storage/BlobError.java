package dev.portolan.sandbox.azure.storage;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Ids;

/**
 * What the blob service refuses, in XML.
 *
 * <p>https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
public enum BlobError implements ErrorShape {
  NO_TOKEN(
      401,
      "NoAuthenticationInformation",
      "Server failed to authenticate the request. Please refer to the information in the"
          + " www-authenticate header.",
      Fidelity.DOC),
  BAD_TOKEN(
      401,
      "InvalidAuthenticationInfo",
      "Server failed to authenticate the request. Please refer to the information in the"
          + " www-authenticate header.",
      Fidelity.DOC),
  NO_KEYS(
      403,
      "KeyBasedAuthenticationNotPermitted",
      "Key based authentication is not permitted on this storage account.",
      Fidelity.DOC),
  ONLY_TOKENS(
      403,
      "AuthenticationFailed",
      "the sandbox knows no keys of accounts: use a token",
      Fidelity.ASSUMED),
  MISMATCH(
      403,
      "AuthorizationPermissionMismatch",
      "This request is not authorized to perform this operation using this permission.",
      Fidelity.DOC),
  NO_VERSION(
      400,
      "MissingRequiredHeader",
      "An HTTP header that's mandatory for this request is not specified.",
      Fidelity.DOC),
  BAD_HEADER(
      400,
      "InvalidHeaderValue",
      "The value for one of the HTTP headers is not in the correct format.",
      Fidelity.DOC),
  BAD_NAME(
      400,
      "InvalidResourceName",
      "The specified resource name contains invalid characters.",
      Fidelity.ASSUMED),
  NO_CONTAINER(404, "ContainerNotFound", "The specified container does not exist.", Fidelity.DOC),
  CONTAINER_EXISTS(
      409, "ContainerAlreadyExists", "The specified container already exists.", Fidelity.DOC),
  NO_BLOB(404, "BlobNotFound", "The specified blob does not exist.", Fidelity.DOC),
  BLOB_EXISTS(409, "BlobAlreadyExists", "The specified blob already exists.", Fidelity.DOC),
  CONDITION(
      412,
      "ConditionNotMet",
      "The condition specified using HTTP conditional header(s) is not met.",
      Fidelity.DOC),
  RANGE(
      416,
      "InvalidRange",
      "The range specified is invalid for the current size of the resource.",
      Fidelity.DOC),
  NOT_OFFERED(
      400,
      "InvalidQueryParameterValue",
      "the sandbox does not offer this call of the blob service",
      Fidelity.ASSUMED),
  BUSY(503, "ServerBusy", "The server is busy.", Fidelity.DOC),
  INTERNAL(
      500,
      "InternalError",
      "The server encountered an internal error. Please retry the request.",
      Fidelity.DOC),
  LEASED(409, "LeaseAlreadyPresent", "There is already a lease present.", Fidelity.DOC);

  private final int status;
  private final String code;
  private final String message;
  private final Fidelity fidelity;

  BlobError(int status, String code, String message, Fidelity fidelity) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.fidelity = fidelity;
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

  BlobRefusal refusal() {
    return new BlobRefusal(this);
  }

  WireResponse response() {
    String body =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s\nRequestId:%s"
                .formatted(code, message.replace("'", "&apos;"), Ids.uuid())
            + "</Message></Error>";
    WireResponse refused =
        WireResponse.of(status, "application/xml", body).with("x-ms-error-code", code);
    return status == 401
        ? refused.with(
            "WWW-Authenticate",
            "Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize"
                + " resource_id=https://storage.azure.com")
        : refused;
  }
}
