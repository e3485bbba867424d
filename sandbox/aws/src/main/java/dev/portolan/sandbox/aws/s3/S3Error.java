package dev.portolan.sandbox.aws.s3;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What S3 refuses: "Error responses" of its API reference, with the codes and texts listed there.
 */
public enum S3Error implements AwsErrorShape {
  INVALID(400, "InvalidRequest", "%s", Fidelity.DOC),
  NO_DIGEST(
      400,
      "InvalidRequest",
      "Missing required header for this request: x-amz-content-sha256",
      Fidelity.ISSUE),
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
  ELSEWHERE(
      301,
      "PermanentRedirect",
      "The bucket you are attempting to access must be addressed using the specified endpoint."
          + " Please send all future requests to this endpoint.",
      Fidelity.DOC),
  AMBIGUOUS(
      400,
      "InvalidArgument",
      "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the"
          + " prefixes are overlapping for the same event type.",
      Fidelity.ISSUE),
  DESTINATION(
      400,
      "InvalidArgument",
      "Unable to validate the following destination configurations",
      Fidelity.DOC),
  DESTINATION_REGION(
      400,
      "InvalidArgument",
      "The notification destination service region is not valid for the bucket location constraint",
      Fidelity.ISSUE),
  ARN(400, "InvalidArgument", "The ARN is not well formed", Fidelity.ISSUE),
  EVENT(400, "InvalidArgument", "The event is not supported for notifications", Fidelity.ISSUE),
  FILTER_NAME(
      400, "InvalidArgument", "filter rule name must be either prefix or suffix", Fidelity.ISSUE),
  SAME_ID(
      400,
      "InvalidArgument",
      "Same ID used for multiple configurations. IDs must be unique",
      Fidelity.ASSUMED),
  COPY_TO_ITSELF(
      400,
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without"
          + " changing the object's metadata, storage class, website redirect location or"
          + " encryption attributes.",
      Fidelity.ISSUE),
  NO_UPLOAD(
      404,
      "NoSuchUpload",
      "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
          + " been aborted or completed.",
      Fidelity.DOC),
  PART(
      400,
      "InvalidPart",
      "One or more of the specified parts could not be found. The part may not have been uploaded,"
          + " or the specified entity tag may not match the part's entity tag.",
      Fidelity.DOC),
  PART_ORDER(
      400,
      "InvalidPartOrder",
      "The list of parts was not in ascending order. The parts list must be specified in order by"
          + " part number.",
      Fidelity.DOC),
  PART_SIZE(
      400,
      "EntityTooSmall",
      "Your proposed upload is smaller than the minimum allowed object size.",
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
