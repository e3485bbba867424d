package dev.portolan.provider.aws;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What SQS, and Lambda of its queues, answer when they do not do as asked. */
final class QueueErrors {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String QUEUES =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html";
  private static final String DESTINATIONS =
      "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html";

  private static final String DISCARDED =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html";

  /** What others wait for when they set a destination. */
  private static final String RETRIED =
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/function_event_invoke_config.go";

  private static final String SQS =
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/";

  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of(
                  "mapping-dead-letter-role",
                  Kind.NOT_READY,
                  PROPAGATION,
                  "IAM takes some seconds to be the same everywhere; a role of yours"
                      + " (portolan.aws.role) needs sqs:SendMessage to the queue of deadLetter",
                  DISCARDED)
              .code("InvalidParameterValue")
              .says("execution role does not have permissions to call SendMessage on SQS"),
          ErrorRow.of(
                  "queue-role",
                  Kind.NOT_READY,
                  PROPAGATION,
                  "IAM takes some seconds to be the same everywhere; a role of yours"
                      + " (portolan.aws.role) needs sqs:ReceiveMessage, sqs:DeleteMessage and"
                      + " sqs:GetQueueAttributes",
                  QUEUES)
              .code("InvalidParameterValue")
              .says("execution role does not have permissions to call \\w+ on SQS"),
          ErrorRow.of(
                  "dead-letter-role",
                  Kind.NOT_READY,
                  PROPAGATION,
                  "IAM takes some seconds to be the same everywhere; a role of yours"
                      + " (portolan.aws.role) needs sqs:SendMessage to the queue of deadLetter",
                  DESTINATIONS)
              .code("InvalidParameterValue")
              .says("execution role does not have permissions to call SendMessage on arn:"),
          ErrorRow.of("dead-letter-queue-not-visible", Kind.NOT_READY, PROPAGATION, AGAIN, RETRIED)
              .code("InvalidParameterValue")
              .says("destination ARN .* is invalid")
              .only(ErrorRow.When.CREATED_LATELY),
          ErrorRow.of("queue-not-visible", Kind.NOT_READY, PROPAGATION, AGAIN, SQS)
              .code("InvalidParameterValue")
              .says("NonExistentQueue")
              .only(ErrorRow.When.CREATED_LATELY),
          ErrorRow.of("queue-deleted-lately", Kind.NOT_READY, PROPAGATION, AGAIN, SQS)
              .code("AWS.SimpleQueueService.QueueDeletedRecently", "QueueDeletedRecently"),
          ErrorRow.of(
                  "queue-visibility",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "set the queue's VisibilityTimeout to six times the function's timeout, or lower"
                      + " the timeout",
                  QUEUES)
              .code("InvalidParameterValue")
              .says("Queue visibility timeout: .* is less than Function timeout"),
          ErrorRow.of(
                  "queue-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "make the queue, or set portolan.aws.createQueues=true",
                  SQS)
              .code("InvalidParameterValue")
              .says("NonExistentQueue"),
          ErrorRow.of(
                  "dead-letter-queue-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "make the queue, or set portolan.aws.createQueues=true",
                  RETRIED)
              .code("InvalidParameterValue")
              .says("destination ARN .* is invalid"));

  private QueueErrors() {}
}
