package dev.portolan.sandbox.aws.lambda;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What Lambda refuses. RECORDED: as in the snapshots of the real service that LocalStack publishes
 * (localstack/localstack, tests/aws/services/lambda_, *.snapshot.json).
 */
public enum LambdaError implements AwsErrorShape {
  INVALID(400, "ValidationException", "%s", Fidelity.RECORDED),
  NO_FUNCTION(404, "ResourceNotFoundException", "Function not found: %s", Fidelity.RECORDED),
  NO_ALIAS(404, "ResourceNotFoundException", "Cannot find alias arn: %s", Fidelity.RECORDED),
  NO_RESOURCE(
      404,
      "ResourceNotFoundException",
      "The resource you requested does not exist.",
      Fidelity.RECORDED),
  NO_STATEMENT(
      404,
      "ResourceNotFoundException",
      "Statement %s is not found in resource policy.",
      Fidelity.RECORDED),
  FUNCTION_EXISTS(
      409, "ResourceConflictException", "Function already exist: %s", Fidelity.RECORDED),
  ALIAS_EXISTS(409, "ResourceConflictException", "Alias already exists: %s", Fidelity.RECORDED),
  STATEMENT_EXISTS(
      409,
      "ResourceConflictException",
      "The statement id (%s) provided already exists. Please provide a new statement id, or remove"
          + " the existing statement.",
      Fidelity.RECORDED),
  URL_EXISTS(
      409,
      "ResourceConflictException",
      "Failed to create function url config for [functionArn = %s]. Error message: "
          + " FunctionUrlConfig exists for this Lambda function",
      Fidelity.RECORDED),
  UPDATE_IN_PROGRESS(
      409,
      "ResourceConflictException",
      "The operation cannot be performed at this time. An update is in progress for resource: %s",
      Fidelity.RECORDED),
  PENDING(
      409,
      "ResourceConflictException",
      "The operation cannot be performed at this time. The function is currently in the following"
          + " state: Pending",
      Fidelity.RECORDED),
  // hashicorp/terraform-provider-aws#49904
  SNAPSHOT_FAILED(
      409,
      "ResourceConflictException",
      "The operation cannot be performed at this time. The function is currently in the following"
          + " state: Failed",
      Fidelity.ISSUE),
  VERSION_IN_USE(
      409,
      "ResourceConflictException",
      "Version %s of function %s cannot be deleted: the following aliases refer to it: %s",
      Fidelity.ASSUMED),
  REVISION(
      412,
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id. Call the"
          + " GetFunction/GetAlias API to retrieve the latest Revision Id",
      Fidelity.RECORDED),
  PERMISSION_REVISION(
      412,
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to"
          + " retrieve the latest Revision Id",
      Fidelity.RECORDED),
  ROLE_NOT_ASSUMABLE(
      400,
      "InvalidParameterValueException",
      "The role defined for the function cannot be assumed by Lambda.",
      Fidelity.RECORDED),
  RUNTIME(
      400,
      "InvalidParameterValueException",
      "Value %s at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: %s or"
          + " be a valid ARN",
      Fidelity.RECORDED),
  RUNTIME_DEPRECATED(
      400,
      "InvalidParameterValueException",
      "The runtime parameter of %s is no longer supported for creating or updating AWS Lambda"
          + " functions. We recommend you use a supported runtime while creating or updating"
          + " functions.",
      Fidelity.ISSUE),
  RUNTIME_AND_HANDLER(
      400,
      "InvalidParameterValueException",
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
      Fidelity.RECORDED),
  IMAGES(
      400,
      "InvalidParameterValueException",
      "The sandbox runs functions of package type Zip only",
      Fidelity.ASSUMED),
  QUALIFIED_NAME(
      400,
      "InvalidParameterValueException",
      "The derived qualifier from the function name does not match the specified qualifier.",
      Fidelity.RECORDED),
  NOT_A_ZIP(
      400,
      "InvalidParameterValueException",
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
      Fidelity.RECORDED),
  EMPTY_ZIP(
      400,
      "InvalidParameterValueException",
      "Uploaded file must be a non-empty zip",
      Fidelity.RECORDED),
  ONE_SOURCE(
      400,
      "InvalidParameterValueException",
      "Please do not provide other FunctionCode parameters when providing a ZipFile.",
      Fidelity.RECORDED),
  NO_SOURCE(
      400,
      "InvalidParameterValueException",
      "Please provide a source for function code.",
      Fidelity.RECORDED),
  S3_SOURCE(
      400,
      "InvalidParameterValueException",
      "Error occurred while GetObject. S3 Error Code: %s. S3 Error Message: %s",
      Fidelity.RECORDED),
  ZIP_SIZE(
      413,
      "RequestEntityTooLargeException",
      "Zipped size must be smaller than 52428800 bytes",
      Fidelity.RECORDED),
  REQUEST_SIZE(
      413,
      "RequestEntityTooLargeException",
      "Request must be smaller than 70167211 bytes for the %s operation",
      Fidelity.RECORDED),
  UNZIPPED_SIZE(
      400,
      "InvalidParameterValueException",
      "Unzipped size must be smaller than 262144000 bytes",
      Fidelity.RECORDED),
  ENVIRONMENT_SIZE(
      400,
      "InvalidParameterValueException",
      "Lambda was unable to configure your environment variables because the environment variables"
          + " you have provided exceeded the 4KB limit. String measured: %s",
      Fidelity.RECORDED),
  ENVIRONMENT_KEYS(
      400,
      "InvalidParameterValueException",
      "Lambda was unable to configure your environment variables because the environment variables"
          + " you have provided contains reserved keys that are currently not supported for"
          + " modification. Reserved keys used in this request: %s",
      Fidelity.RECORDED),
  TAGS(
      400,
      "InvalidParameterValueException",
      "Number of tags exceeds resource tag limit.",
      Fidelity.RECORDED),
  TAG_NAME(
      400,
      "InvalidParameterValueException",
      "Tag keys starting with 'aws:' are reserved for system use",
      Fidelity.ASSUMED),
  SNAPSTART_RUNTIME(
      400,
      "InvalidParameterValueException",
      "%s is not supported for SnapStart enabled functions.",
      Fidelity.RECORDED),
  // AWS Lambda Developer Guide, "Supported features and limitations" of SnapStart
  SNAPSTART_STORAGE(
      400,
      "InvalidParameterValueException",
      "Ephemeral storage greater than 512 MB is not supported for SnapStart enabled functions.",
      Fidelity.ASSUMED),
  CODE_SHA(
      400,
      "InvalidParameterValueException",
      "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with"
          + " the CodeSHA256 in $LATEST.",
      Fidelity.RECORDED),
  DELETE_LATEST(
      400,
      "InvalidParameterValueException",
      "$LATEST version cannot be deleted without deleting the function.",
      Fidelity.RECORDED),
  DELETE_ALIAS(
      400,
      "InvalidParameterValueException",
      "Deletion of aliases is not currently supported.",
      Fidelity.RECORDED),
  ROUTING_VERSION(
      400,
      "InvalidParameterValueException",
      "Invalid function version %s. Function version %s is already included in routing"
          + " configuration.",
      Fidelity.RECORDED),
  ROUTING_COUNT(
      400,
      "InvalidParameterValueException",
      "Number of items in AdditionalVersionWeights cannot be greater than 1",
      Fidelity.RECORDED),
  ROUTING_LATEST(
      400,
      "InvalidParameterValueException",
      "$LATEST is not supported for an alias pointing to more than 1 version",
      Fidelity.RECORDED),
  PERMISSION_LATEST(
      400,
      "InvalidParameterValueException",
      "We currently do not support adding policies for $LATEST.",
      Fidelity.RECORDED),
  PRINCIPAL(
      400,
      "InvalidParameterValueException",
      "The provided principal was invalid. Please check the principal and try again.",
      Fidelity.RECORDED),
  URL_AUTH_ACTION(
      400,
      "InvalidParameterValueException",
      "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action",
      Fidelity.RECORDED),
  // AddPermission, InvokedViaFunctionUrl: only with lambda:InvokeFunction
  VIA_URL_ACTION(
      400,
      "InvalidParameterValueException",
      "InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action",
      Fidelity.ASSUMED),
  POLICY_SIZE(
      400,
      "PolicyLengthExceededException",
      "The final policy size (%d) is bigger than the limit (20480).",
      Fidelity.RECORDED),
  UNRESERVED(
      400,
      "InvalidParameterValueException",
      "Specified ReservedConcurrentExecutions for function decreases account's"
          + " UnreservedConcurrentExecution below its minimum value of [%d].",
      Fidelity.RECORDED),
  PAYLOAD(
      400,
      "InvalidRequestContentException",
      "Could not parse request body into json: %s",
      Fidelity.RECORDED),
  PAYLOAD_SIZE(
      413,
      "RequestEntityTooLargeException",
      "%d byte payload is too large for the %s invocation type (limit %d bytes)",
      Fidelity.RECORDED),
  MAPPING_EXISTS(
      409,
      "ResourceConflictException",
      "An event source mapping with SQS arn (\" %s \") and function (\" %s \") already exists."
          + " Please update or delete the existing mapping with UUID %s",
      Fidelity.RECORDED),
  // as CloudFormation and others pass it on
  MAPPING_STREAM_EXISTS(
      409,
      "ResourceConflictException",
      "The event source arn (\" %s \") and function (\" %s \") provided mapping already exists."
          + " Please update or delete the existing mapping with UUID %s",
      Fidelity.ISSUE),
  MAPPING_FUNCTION(
      400, "InvalidParameterValueException", "Function does not exist", Fidelity.RECORDED),
  MAPPING_QUEUE(
      400,
      "InvalidParameterValueException",
      "Error occurred while ReceiveMessage. SQS Error Code:"
          + " AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does"
          + " not exist.",
      Fidelity.RECORDED),
  MAPPING_STREAM(400, "InvalidParameterValueException", "Stream not found: %s", Fidelity.ISSUE),
  // aws-samples/lambda-refarch-webapp#7, foremast/foremast#211
  MAPPING_STREAM_ROLE(
      400,
      "InvalidParameterValueException",
      "Cannot access stream %s. Please ensure the role can perform the GetRecords,"
          + " GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.",
      Fidelity.ISSUE),
  MAPPING_START(
      400,
      "InvalidParameterValueException",
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint:"
          + " Member must not be null.",
      Fidelity.ASSUMED),
  // quoted by many; hashicorp/terraform-provider-aws, internal/service/lambda
  MAPPING_ROLE(
      400,
      "InvalidParameterValueException",
      "The provided execution role does not have permissions to call %s on SQS",
      Fidelity.ISSUE),
  // hashicorp/terraform-provider-aws#18099, aws/aws-cdk#20527
  MAPPING_VISIBILITY(
      400,
      "InvalidParameterValueException",
      "Queue visibility timeout: %d seconds is less than Function timeout: %d seconds",
      Fidelity.ISSUE),
  MAPPING_WINDOW(
      400,
      "InvalidParameterValueException",
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than"
          + " 10",
      Fidelity.ISSUE),
  MAPPING_FIFO_BATCH(
      400,
      "InvalidParameterValueException",
      "Batch size must be at most 10 for a FIFO queue",
      Fidelity.ASSUMED),
  MAPPING_FIFO_WINDOW(
      400,
      "InvalidParameterValueException",
      "Batching window is not supported for FIFO queues",
      Fidelity.ISSUE),
  // pulumi/pulumi-aws#1418, of another member
  MAPPING_UNSUPPORTED(
      400,
      "InvalidParameterValueException",
      "Unsupported '%s' parameter for given event source mapping type.",
      Fidelity.ISSUE),
  // "values less than 60 and greater than -1 … are not allowed": EventSourceMappingConfiguration
  MAPPING_AGE(
      400,
      "InvalidParameterValueException",
      "Maximum record age in seconds must be -1 or at least 60, not %d",
      Fidelity.ASSUMED),
  MAPPING_SOURCE(
      400,
      "InvalidParameterValueException",
      "Exactly one of EventSourceArn and SelfManagedEventSource is required.",
      Fidelity.ASSUMED),
  MAPPING_TOPICS(
      400,
      "InvalidParameterValueException",
      "Required 'topics' parameter is missing.",
      Fidelity.ASSUMED),
  // "Required if StartingPosition is set to AT_TIMESTAMP … cannot be in the future"
  MAPPING_TIME(
      400,
      "InvalidParameterValueException",
      "StartingPositionTimestamp belongs to AT_TIMESTAMP, and cannot be in the future",
      Fidelity.ASSUMED),
  MAPPING_ACCESS(
      400,
      "InvalidParameterValueException",
      "Required 'sourceAccessConfigurations' parameter is missing.",
      Fidelity.ASSUMED),
  MAPPING_ACCESS_TYPE(
      400,
      "InvalidParameterValueException",
      "The source access configuration %s is not supported for this event source.",
      Fidelity.ASSUMED),
  // "must be unique among all your Kafka event sources": kafka-consumer-group-id.html
  MAPPING_GROUP(
      400,
      "InvalidParameterValueException",
      "The consumer group ID %s is used by the event source mapping with UUID %s",
      Fidelity.ASSUMED),
  // in the words of that of VPCs and queues
  MAPPING_KAFKA_ROLE(
      400,
      "InvalidParameterValueException",
      "The provided execution role does not have permissions to call %s on %s",
      Fidelity.ASSUMED),
  // "only support functions with maximum timeout limits of 14 minutes": with-msk.html
  MAPPING_TIMEOUT(
      400,
      "InvalidParameterValueException",
      "Function timeout: %d seconds is more than the 840 seconds of this event source",
      Fidelity.ASSUMED),
  MAPPING_KAFKA_KEPT_HERE(
      400,
      "InvalidParameterValueException",
      "The sandbox gives up no record of Kafka, so that it has none to keep",
      Fidelity.ASSUMED),
  MAPPING_SOURCE_HERE(
      400,
      "InvalidParameterValueException",
      "The sandbox takes from queues, tables' streams and Kafka only, not from %s",
      Fidelity.ASSUMED),
  MAPPING_IN_USE(
      400,
      "ResourceInUseException",
      "Cannot %s the event source mapping because it is in use.",
      Fidelity.ISSUE),
  // localstack/localstack, services/lambda_
  NO_INVOKE_CONFIG(
      404,
      "ResourceNotFoundException",
      "The function %s doesn't have an EventInvokeConfig",
      Fidelity.ISSUE),
  INVOKE_CONFIG_FUNCTION(
      404, "ResourceNotFoundException", "The function doesn't exist.", Fidelity.ISSUE),
  INVOKE_CONFIG_EMPTY(
      400,
      "InvalidParameterValueException",
      "You must specify at least one of error handling or destination setting.",
      Fidelity.ISSUE),
  // hashicorp/terraform-provider-aws, internal/service/lambda/function_event_invoke_config.go
  DESTINATION(
      400, "InvalidParameterValueException", "The destination ARN %s is invalid.", Fidelity.ISSUE),
  DESTINATION_ROLE(
      400,
      "InvalidParameterValueException",
      "The function's execution role does not have permissions to call SendMessage on %s",
      Fidelity.ISSUE),
  CONCURRENCY(429, "TooManyRequestsException", "Rate Exceeded.", Fidelity.RECORDED),
  THROTTLED(429, "TooManyRequestsException", "Rate Exceeded.", Fidelity.RECORDED),
  FAILED(
      500,
      "ServiceException",
      "An error occurred and the request cannot be processed.",
      Fidelity.DOC);

  private final Wording wording;

  LambdaError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
