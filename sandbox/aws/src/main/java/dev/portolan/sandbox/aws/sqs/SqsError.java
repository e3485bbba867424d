package dev.portolan.sandbox.aws.sqs;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OlderCode;

/**
 * What SQS refuses. RECORDED: as in the snapshots of the real service that LocalStack publishes
 * (localstack/localstack, tests/aws/services/sqs, *.snapshot.json). The code that clients read is
 * the older protocol's, in a header.
 */
public enum SqsError implements AwsErrorShape, OlderCode {
  INVALID("InvalidParameterValueException", "InvalidParameterValue", "%s", Fidelity.DOC),
  QUEUE_NAME(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
      Fidelity.RECORDED),
  FIFO_NAME(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores,"
          + " must end with .fifo suffix and be 1 to 80 in length.",
      Fidelity.RECORDED),
  ATTRIBUTE_NAME(
      "InvalidAttributeName", "InvalidAttributeName", "Unknown Attribute %s.", Fidelity.RECORDED),
  ATTRIBUTE_VALUE(
      "InvalidAttributeValue",
      "InvalidAttributeValue",
      "Invalid value for the parameter %s.",
      Fidelity.RECORDED),
  ATTRIBUTE_HERE(
      "InvalidAttributeName",
      "InvalidAttributeName",
      "The sandbox keeps no %s: it would do nothing",
      Fidelity.ASSUMED),
  QUEUE_DIFFERS(
      "QueueNameExists",
      "QueueAlreadyExists",
      "A queue already exists with the same name and a different value for attribute %s",
      Fidelity.RECORDED),
  // CreateQueue: "you must wait 60 seconds after deleting a queue"
  DELETED_LATELY(
      "QueueDeletedRecently",
      "AWS.SimpleQueueService.QueueDeletedRecently",
      "You must wait 60 seconds after deleting a queue before you can create another with the same"
          + " name.",
      Fidelity.RECORDED),
  NO_QUEUE(
      "QueueDoesNotExist",
      "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist.",
      Fidelity.RECORDED),
  RECEIPT("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", "%s", Fidelity.RECORDED),
  NOT_IN_FLIGHT(
      "MessageNotInflight",
      "AWS.SimpleQueueService.MessageNotInflight",
      "Message does not exist or is not in flight.",
      Fidelity.ASSUMED),
  TOO_LONG(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "One or more parameters are invalid. Reason: Message must be shorter than %d bytes.",
      Fidelity.RECORDED),
  CONTENTS(
      "InvalidMessageContents",
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF |"
          + " #xE000 to #xFFFD | #x10000 to #x10FFFF",
      Fidelity.ISSUE),
  EMPTY_BODY(
      "MissingRequiredParameterException",
      "MissingParameter",
      "The request must contain the parameter MessageBody.",
      Fidelity.RECORDED),
  MANY_ATTRIBUTES(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "Number of message attributes [%d] exceeds the allowed maximum [10].",
      Fidelity.ISSUE),
  EMPTY_ATTRIBUTE(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "Message (user) attribute '%s' must contain a non-empty value of type '%s'.",
      Fidelity.ISSUE),
  ATTRIBUTE_NAMED(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "Message (user) attribute name '%s' can only include alphanumeric characters, hyphens,"
          + " underscores and periods, 1 to 256 of them",
      Fidelity.ASSUMED),
  NO_GROUP(
      "MissingRequiredParameterException",
      "MissingParameter",
      "The request must contain the parameter MessageGroupId.",
      Fidelity.RECORDED),
  NO_DEDUPLICATION(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
          + " provided explicitly",
      Fidelity.RECORDED),
  MOST(
      "InvalidParameterValueException",
      "InvalidParameterValue",
      "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if"
          + " provided.",
      Fidelity.RECORDED),
  EMPTY_BATCH(
      "EmptyBatchRequest",
      "AWS.SimpleQueueService.EmptyBatchRequest",
      "There should be at least one SendMessageBatchRequestEntry in the request.",
      Fidelity.RECORDED),
  LONG_BATCH(
      "TooManyEntriesInBatchRequest",
      "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
      "Maximum number of entries per request are 10. You have sent %d.",
      Fidelity.RECORDED),
  THROTTLED("RequestThrottled", "RequestThrottled", "Request is throttled.", Fidelity.DOC),
  FAILED("InternalFailure", "InternalFailure", "The request processing has failed.", Fidelity.DOC);

  private final Wording wording;
  private final String older;

  SqsError(String code, String older, String message, Fidelity fidelity) {
    int status = code.equals("InternalFailure") ? 500 : 400;
    this.wording = new Wording(status, code, message, fidelity);
    this.older = older;
  }

  @Override
  public Wording wording() {
    return wording;
  }

  @Override
  public String olderCode() {
    return older;
  }
}
