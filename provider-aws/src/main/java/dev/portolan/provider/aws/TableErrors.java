package dev.portolan.provider.aws;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What Lambda answers of tables' streams when it does not do as asked. */
final class TableErrors {
  private static final String AGAIN = "run the same command again: it goes on where this stopped";
  private static final String STREAMS =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html";

  /** What others wait for when they make a mapping. */
  private static final String RETRIED =
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/event_source_mapping.go";

  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of(
                  "stream-role",
                  Kind.NOT_READY,
                  PROPAGATION,
                  "IAM takes some seconds to be the same everywhere; a role of yours"
                      + " (portolan.aws.role) needs dynamodb:DescribeStream, dynamodb:GetRecords,"
                      + " dynamodb:GetShardIterator and dynamodb:ListStreams",
                  RETRIED)
              .code("InvalidParameterValue")
              .says("ensure the role can perform"),
          ErrorRow.of("stream-not-visible", Kind.NOT_READY, PROPAGATION, AGAIN, STREAMS)
              .code("InvalidParameterValue")
              .says("Stream not found")
              .only(ErrorRow.When.CREATED_LATELY),
          ErrorRow.of(
                  "stream-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "somebody turned the table's stream off: turn it on, and run the same command"
                      + " again",
                  STREAMS)
              .code("InvalidParameterValue")
              .says("Stream not found"));

  private TableErrors() {}
}
