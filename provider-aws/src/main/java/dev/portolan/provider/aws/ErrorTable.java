package dev.portolan.provider.aws;

import static dev.portolan.deploy.driver.Failure.Retry.CONFLICT;
import static dev.portolan.deploy.driver.Failure.Retry.FENCE;
import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;
import java.util.stream.Stream;

/** What AWS answers when it does not do as asked. The first row that matches holds. */
final class ErrorTable {
  private static final String IAM_LAG = "IAM takes some seconds to be the same everywhere";
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String LAMBDA = "https://docs.aws.amazon.com/lambda/latest/api/";
  private static final String QUOTAS =
      "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
  private static final String IAM = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
  private static final String S3 =
      "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";
  private static final String NOTIFICATIONS =
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html";
  private static final String FILTERS =
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html";
  private static final String GATEWAY =
      "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/";
  private static final String SCHEDULER = "https://github.com/aws/aws-sdk-js-v3/issues/6494";
  private static final String COMMON =
      "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html";

  private static final List<ErrorRow> GENERAL =
      List.of(
          // not everywhere yet
          ErrorRow.of("role-not-assumable", Kind.NOT_READY, PROPAGATION, IAM_LAG, LAMBDA)
              .code("InvalidParameterValue")
              .says("cannot be assumed by Lambda"),
          ErrorRow.of("role-without-permissions", Kind.NOT_READY, PROPAGATION, IAM_LAG, LAMBDA)
              .code("InvalidParameterValue")
              .says("execution role does not have permissions"),
          ErrorRow.of("key-grant", Kind.NOT_READY, PROPAGATION, IAM_LAG, LAMBDA)
              .code("InvalidParameterValue")
              .says("KMS key is invalid for CreateGrant"),
          ErrorRow.of("schedule-role", Kind.NOT_READY, PROPAGATION, IAM_LAG, SCHEDULER)
              .code("Validation")
              .says("must allow AWS EventBridge Scheduler to assume the role"),
          ErrorRow.of(
                  "bucket-destination",
                  Kind.NOT_READY,
                  PROPAGATION,
                  "remove what is gone from the bucket's event notifications; S3 looks at all of"
                      + " them whenever one is added",
                  NOTIFICATIONS)
              .code("InvalidArgument")
              .says("Unable to validate the following destination"),
          ErrorRow.of("principal-unknown", Kind.NOT_READY, PROPAGATION, IAM_LAG, IAM)
              .code("MalformedPolicyDocument")
              .says("Invalid principal in policy"),
          ErrorRow.of("not-invocable-yet", Kind.NOT_READY, PROPAGATION, AGAIN, LAMBDA)
              .code("ResourceNotReady", "SnapStartNotReady"),
          // too many calls
          ErrorRow.of("ec2-throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, LAMBDA)
              .code("InvalidParameterValue", "EC2Throttled")
              .says("throttled by EC2|EC2 throttled"),
          ErrorRow.of("rate", Kind.UNAVAILABLE, THROTTLE, AGAIN, COMMON)
              .code("LimitExceeded", "ServiceQuotaExceeded")
              .says("rate exceeded"),
          ErrorRow.of("throttled", Kind.UNAVAILABLE, THROTTLE, AGAIN, COMMON)
              .code(
                  "TooManyRequests",
                  "Throttling",
                  "Throttled",
                  "RequestLimitExceeded",
                  "RequestThrottled",
                  "BandwidthLimitExceeded",
                  "SlowDown",
                  "PriorRequestNotComplete"),
          // limits
          ErrorRow.of(
                  "unreserved-minimum",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "lower maxConcurrency, or ask AWS for more concurrent executions",
                  QUOTAS)
              .code("InvalidParameterValue")
              .says("UnreservedConcurrentExecution"),
          ErrorRow.of(
                  "environment-size",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "all environment variables together hold 4 KB: keep big values elsewhere",
                  QUOTAS)
              .code("InvalidParameterValue")
              .says("exceeded the 4KB limit"),
          ErrorRow.of(
                  "unzipped-size",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "leave libraries out: Lambda unpacks at most 262144000 bytes",
                  QUOTAS)
              .code("InvalidParameterValue")
              .says("Unzipped size must be smaller"),
          ErrorRow.of("tags", Kind.QUOTA_EXCEEDED, NEVER, "remove portolan.aws.tags.*", LAMBDA)
              .says("Number of tags exceeds"),
          ErrorRow.of(
                  "zipped-size",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "leave libraries out of the function",
                  QUOTAS)
              .code("RequestEntityTooLarge", "RequestTooLarge", "EntityTooLarge"),
          ErrorRow.of(
                  "code-storage",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "lower portolan.aws.keepVersions, or delete old versions of other functions",
                  QUOTAS)
              .code("CodeStorageExceeded"),
          ErrorRow.of(
                  "limit",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "ask AWS to raise the limit, or delete what is not needed",
                  COMMON)
              .code(
                  "LimitExceeded",
                  "ServiceQuotaExceeded",
                  "PolicyLengthExceeded",
                  "TooManyBuckets"),
          // somebody else, or we ourselves a moment ago
          ErrorRow.of("in-progress", Kind.CONFLICT, CONFLICT, AGAIN, LAMBDA)
              .code("ResourceConflict", "ResourceInUse")
              .says("cannot be performed at this time|in progress|concurrent update|in use"),
          ErrorRow.of("already-exists", Kind.CONFLICT, CONFLICT, AGAIN, LAMBDA)
              .code(
                  "ResourceConflict",
                  "Conflict",
                  "EntityAlreadyExists",
                  "ResourceAlreadyExists",
                  "BucketAlreadyOwnedByYou",
                  "QueueAlreadyExists",
                  "QueueNameExists")
              .says("already exist|already own"),
          ErrorRow.of("concurrent-modification", Kind.CONFLICT, CONFLICT, AGAIN, GATEWAY)
              .code(
                  "Conflict",
                  "ResourceConflict",
                  "ConcurrentModification",
                  "ConcurrentAccess",
                  "OperationAborted",
                  "ConditionalRequestConflict",
                  "ResourceInUse",
                  "BucketAlreadyOwnedByYou",
                  "EntityTemporarilyUnmodifiable"),
          ErrorRow.of(
                  "bucket-ambiguous",
                  Kind.CONFLICT,
                  CONFLICT,
                  "the bucket tells somebody else of it: run the same command again to see whom",
                  FILTERS)
              .code("InvalidArgument")
              .says("ambiguously defined"),
          ErrorRow.of("delete-order", Kind.CONFLICT, CONFLICT, AGAIN, IAM).code("DeleteConflict"),
          ErrorRow.of("lost-update", Kind.CONFLICT, FENCE, AGAIN, LAMBDA)
              .code("PreconditionFailed"),
          ErrorRow.of(
                  "bucket-taken",
                  Kind.NOT_OWNED,
                  NEVER,
                  "set portolan.aws.bucket to a bucket of yours; for one of events,"
                      + " portolan.aws.names.<name>",
                  S3)
              .code("BucketAlreadyExists"),
          ErrorRow.of(
                  "bucket-elsewhere",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "the bucket is in another region: name another, or set portolan.aws.region",
                  S3)
              .code(
                  "PermanentRedirect",
                  "AuthorizationHeaderMalformed",
                  "IllegalLocationConstraint",
                  "InvalidArgument")
              .says(
                  "specified endpoint|expecting '|location constraint is incompatible"
                      + "|not valid for the bucket location constraint"),
          // who we are
          ErrorRow.of(
                  "clock",
                  Kind.UNAUTHENTICATED,
                  TRANSIENT,
                  "set this machine's clock: AWS accepts five minutes of difference",
                  S3)
              .code(
                  "RequestTimeTooSkewed",
                  "RequestExpired",
                  "RequestInTheFuture",
                  "InvalidSignature",
                  "SignatureDoesNotMatch",
                  "AuthFailure")
              .says("signature expired|not yet current|is now earlier|is now later|too large"),
          ErrorRow.of(
                  "credentials-expired",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "sign in again (aws sso login) or renew the session's credentials",
                  COMMON)
              .code("ExpiredToken", "TokenRefreshRequired", "RequestExpired"),
          ErrorRow.of(
                  "credentials-invalid",
                  Kind.UNAUTHENTICATED,
                  NEVER,
                  "these credentials are not known: check AWS_PROFILE and AWS_ACCESS_KEY_ID",
                  COMMON)
              .code(
                  "UnrecognizedClient",
                  "InvalidClientTokenId",
                  "InvalidAccessKeyId",
                  "InvalidToken",
                  "IncompleteSignature",
                  "InvalidSignature",
                  "SignatureDoesNotMatch",
                  "MissingAuthenticationToken",
                  "AuthFailure"),
          ErrorRow.of("denied-yet", Kind.NOT_READY, PROPAGATION, IAM_LAG, COMMON)
              .code("AccessDenied", "Forbidden", "UnauthorizedOperation", "NotAuthorized")
              .only(ErrorRow.When.GRANTED_LATELY),
          ErrorRow.of(
                  "denied",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "let the deploying identity do what the message names",
                  COMMON)
              .code("AccessDenied", "Forbidden", "UnauthorizedOperation", "NotAuthorized"),
          ErrorRow.of(
                  "not-subscribed",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "enable the region or the service in this account first",
                  COMMON)
              .code("OptInRequired", "SubscriptionRequired", "RegionDisabled"),
          // not there
          ErrorRow.of("not-found-yet", Kind.NOT_READY, PROPAGATION, AGAIN, LAMBDA)
              .code(
                  "ResourceNotFound",
                  "NotFound",
                  "NoSuchEntity",
                  "NoSuchBucket",
                  "NoSuchKey",
                  "AWS.SimpleQueueService.NonExistentQueue")
              .only(ErrorRow.When.CREATED_LATELY),
          ErrorRow.of("not-found", Kind.NOT_FOUND, NEVER, "deploy it first", LAMBDA)
              .code(
                  "ResourceNotFound",
                  "NotFound",
                  "NoSuchEntity",
                  "NoSuchBucket",
                  "NoSuchKey",
                  "AWS.SimpleQueueService.NonExistentQueue"),
          // what we sent
          ErrorRow.of("snapshot", Kind.UNHEALTHY, NEVER, "see the function's log", LAMBDA)
              .code("SnapStart"),
          ErrorRow.of("invalid", Kind.INVALID_CONFIGURATION, NEVER, "", COMMON)
              .code(
                  "InvalidParameterValue",
                  "InvalidParameter",
                  "InvalidParameterCombination",
                  "InvalidRequest",
                  "InvalidRequestContent",
                  "InvalidInput",
                  "InvalidZipFile",
                  "InvalidArgument",
                  "InvalidAttributeName",
                  "InvalidAttributeValue",
                  "InvalidEventPattern",
                  "MalformedPolicyDocument",
                  "MalformedPolicy",
                  "UnmodifiableEntity",
                  "BadRequest",
                  "Validation",
                  "ValidationError"),
          // out of order
          ErrorRow.of("timed-out", Kind.UNAVAILABLE, TRANSIENT, AGAIN, S3).code("RequestTimeout"),
          ErrorRow.of("throttled-status", Kind.UNAVAILABLE, THROTTLE, AGAIN, COMMON).http(429),
          ErrorRow.of("server", Kind.UNAVAILABLE, TRANSIENT, AGAIN, COMMON).http(5),
          ErrorRow.of("lost-update-status", Kind.CONFLICT, FENCE, AGAIN, S3).http(412),
          ErrorRow.of(
                  "denied-status",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "let the deploying identity do this, or let the proxy pass it",
                  COMMON)
              .http(403),
          ErrorRow.of("other", Kind.UNKNOWN, NEVER, "", COMMON));

  /**
   * What is said of a queue or a table comes first: the code says too little, and general rows
   * match it.
   */
  static final List<ErrorRow> ROWS =
      Stream.of(QueueErrors.ROWS, TableErrors.ROWS, KafkaErrors.ROWS, GENERAL)
          .flatMap(List::stream)
          .toList();

  private ErrorTable() {}
}
