package dev.portolan.sandbox.azure.scm;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.WireResponse;

/** What a publishing site refuses, mostly in plain text or a page. */
public enum ScmError implements ErrorShape {
  UNAUTHORIZED(401, "Unauthorized", "", Fidelity.ISSUE),
  NO_SITE(404, "NotFound", "<h1>404 Web Site not found.</h1>", Fidelity.ISSUE),
  // azure-cli#24644, functions-action#390
  UNAVAILABLE(
      503,
      "ServiceUnavailable",
      "<!DOCTYPE html><html><body><h2>The service is unavailable.</h2></body></html>",
      Fidelity.ISSUE),
  // kudu, Kudu.Services/Deployment: answered while the deployment lock is held
  IN_PROGRESS(
      409,
      "Conflict",
      "There is a deployment currently in progress. Please try again when it completes.",
      Fidelity.ISSUE),
  NO_DEPLOYMENT(404, "NotFound", "Deployment '%s' not found.", Fidelity.ISSUE),
  NOT_A_ZIP(
      415, "UnsupportedMediaType", "The content type must be application/zip.", Fidelity.ASSUMED),
  NO_CALL(404, "NotFound", "the sandbox's publishing site has no %s", Fidelity.ASSUMED),
  TOO_MANY(429, "TooManyRequests", "Too many requests.", Fidelity.ASSUMED),
  INTERNAL(500, "InternalServerError", "An error has occurred.", Fidelity.ISSUE);

  private final int status;
  private final String code;
  private final String message;
  private final Fidelity fidelity;

  ScmError(int status, String code, String message, Fidelity fidelity) {
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

  WireResponse response(Object... arguments) {
    String type = message.startsWith("<") ? "text/html" : "text/plain";
    return WireResponse.of(status, type, String.format(message, arguments));
  }
}
