package dev.portolan.sandbox.aws.s3;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What S3 refuses: "Error responses" of its API reference, with the codes and texts listed there.
 */
public enum S3Error implements AwsErrorShape {
  INVALID(400, "InvalidRequest", "%s", Fidelity.DOC),
  NO_BUCKET(404, "NoSuchBucket", "The specified bucket does not exist", Fidelity.DOC),
  NO_KEY(404, "NoSuchKey", "The specified key does not exist.", Fidelity.DOC),
  BUCKET_NAME(400, "InvalidBucketName", "The specified bucket is not valid.", Fidelity.DOC),
  OWNED_BY_YOU(
      409,
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      Fidelity.DOC),
  BUCKET_EXISTS(
      409,
      "BucketAlreadyExists",
      "The requested bucket name is not available. The bucket namespace is shared by all users of"
          + " the system. Please select a different name and try again.",
      Fidelity.DOC),
  NOT_EMPTY(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", Fidelity.DOC),
  ACCESS_DENIED(403, "AccessDenied", "Access Denied", Fidelity.DOC),
  PRECONDITION(
      412,
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold",
      Fidelity.DOC),
  BAD_DIGEST(
      400,
      "BadDigest",
      "The %s you specified did not match the calculated checksum.",
      Fidelity.ISSUE),
  CHUNKS(400, "IncompleteBody", "The request body terminated unexpectedly", Fidelity.DOC),
  MALFORMED(
      400,
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
      Fidelity.DOC),
  LOCATION(
      400,
      "IllegalLocationConstraintException",
      "The %s location constraint is incompatible for the region specific endpoint this request was"
          + " sent to.",
      Fidelity.ISSUE),
  LOCATION_US_EAST(
      400,
      "InvalidLocationConstraint",
      "The specified location-constraint is not valid",
      Fidelity.DOC),
  NO_ACCESS_BLOCK(
      404,
      "NoSuchPublicAccessBlockConfiguration",
      "The public access block configuration was not found",
      Fidelity.DOC),
  NO_TAGS(404, "NoSuchTagSet", "The TagSet does not exist", Fidelity.DOC),
  NO_LIFECYCLE(
      404,
      "NoSuchLifecycleConfiguration",
      "The lifecycle configuration does not exist",
      Fidelity.DOC),
  NO_OWNERSHIP(
      404,
      "OwnershipControlsNotFoundError",
      "The bucket ownership controls were not found",
      Fidelity.DOC),
  NOT_IMPLEMENTED(
      501,
      "NotImplemented",
      "A header you provided implies functionality that is not implemented: %s",
      Fidelity.DOC),
  ABORTED(
      409,
      "OperationAborted",
      "A conflicting conditional operation is currently in progress against this resource. Please"
          + " try again.",
      Fidelity.DOC),
  SLOW_DOWN(503, "SlowDown", "Please reduce your request rate.", Fidelity.DOC),
  INTERNAL(
      500, "InternalError", "We encountered an internal error. Please try again.", Fidelity.DOC);

  private final Wording wording;

  S3Error(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
