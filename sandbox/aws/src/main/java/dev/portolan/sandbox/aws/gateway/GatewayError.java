package dev.portolan.sandbox.aws.gateway;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/** What API Gateway v2 refuses. */
public enum GatewayError implements AwsErrorShape {
  INVALID(400, "BadRequestException", "%s", Fidelity.ASSUMED),
  // localstack/localstack and hashicorp/terraform-provider-aws quote these
  NO_API(404, "NotFoundException", "Invalid API identifier specified %s:%s", Fidelity.ISSUE),
  NO_INTEGRATION(
      404, "NotFoundException", "Invalid Integration identifier specified %s", Fidelity.ISSUE),
  NO_ROUTE(404, "NotFoundException", "Invalid Route identifier specified %s", Fidelity.ISSUE),
  NO_STAGE(404, "NotFoundException", "Invalid stage identifier specified", Fidelity.ISSUE),
  NO_RESOURCE(404, "NotFoundException", "Invalid resource identifier specified", Fidelity.ASSUMED),
  ROUTE_EXISTS(
      409, "ConflictException", "Route with key %s already exists for this API", Fidelity.ISSUE),
  STAGE_EXISTS(409, "ConflictException", "Stage already exists", Fidelity.ISSUE),
  INTEGRATION_IN_USE(
      409,
      "ConflictException",
      "Cannot delete Integration '%s' used by Routes '%s'.",
      Fidelity.ISSUE),
  CONCURRENT(
      409,
      "ConflictException",
      "Unable to complete operation due to concurrent modification. Please try again later.",
      Fidelity.RECORDED),
  ROUTE_KEY(
      400,
      "BadRequestException",
      "The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP"
          + " METHOD> /<RESOURCE PATH>\" or \"$default\"",
      Fidelity.ISSUE),
  ROUTE_TARGET(
      400,
      "BadRequestException",
      "Target '%s' does not name an integration of this API",
      Fidelity.ASSUMED),
  NO_AUTHORIZER(
      404, "NotFoundException", "Invalid Authorizer identifier specified %s", Fidelity.ASSUMED),
  AUTHORIZER_EXISTS(
      409, "ConflictException", "Authorizer with name %s already exists", Fidelity.ASSUMED),
  // anomalyco/sst#5586
  AUTHORIZER_IN_USE(
      409,
      "ConflictException",
      "Cannot delete authorizer '%s', is referenced in route: %s",
      Fidelity.ISSUE),
  // http-api-quotas.html: ten
  AUTHORIZERS(
      400, "BadRequestException", "Maximum number of Authorizers for this API", Fidelity.ASSUMED),
  AUTHORIZER_TYPE(
      400,
      "BadRequestException",
      "The sandbox has authorizers for JWT only, not %s",
      Fidelity.ASSUMED),
  AUTHORIZATION(
      400,
      "BadRequestException",
      "authorizationType is NONE, AWS_IAM, or JWT with the id of an authorizer of this API",
      Fidelity.ASSUMED),
  // haandol/cognito-kakao-example#1
  ISSUER(
      400,
      "BadRequestException",
      "Caught exception when connecting to %s/.well-known/openid-configuration for issuer %s."
          + " Please try again later. Error: Invalid issuer: %s. Issuer must have a valid discovery"
          + " endpoint ended with '/.well-known/openid-configuration'",
      Fidelity.ISSUE),
  PROTOCOL(400, "BadRequestException", "The sandbox has HTTP APIs only, not %s", Fidelity.ASSUMED),
  INTEGRATION_TYPE(
      400,
      "BadRequestException",
      "The sandbox integrates Lambda functions only (AWS_PROXY), not %s",
      Fidelity.ASSUMED),
  INTEGRATION_URI(
      400, "BadRequestException", "Invalid function ARN or invalid uri", Fidelity.ISSUE),
  // API reference, CreateIntegration: "Required for HTTP APIs"
  PAYLOAD_VERSION(
      400,
      "BadRequestException",
      "PayloadFormatVersion is a required parameter for integration and must be 1.0 or 2.0",
      Fidelity.ASSUMED),
  STAGE_NAME(
      400,
      "BadRequestException",
      "Stage name only allows a-z, A-Z, 0-9, -, _ or $default, at most 128 characters",
      Fidelity.ASSUMED),
  TAGS(400, "BadRequestException", "Resource cannot have more than 50 tags", Fidelity.ASSUMED),
  THROTTLED(429, "TooManyRequestsException", "Too Many Requests", Fidelity.RECORDED),
  FAILED(500, "InternalServerErrorException", "Internal server error", Fidelity.ASSUMED);

  private final Wording wording;

  GatewayError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
