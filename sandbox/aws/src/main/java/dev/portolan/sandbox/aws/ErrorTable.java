package dev.portolan.sandbox.aws;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.aws.dynamodb.DynamoDbError;
import dev.portolan.sandbox.aws.eventbridge.EventBridgeError;
import dev.portolan.sandbox.aws.gateway.GatewayError;
import dev.portolan.sandbox.aws.iam.IamError;
import dev.portolan.sandbox.aws.lambda.LambdaError;
import dev.portolan.sandbox.aws.logs.LogsError;
import dev.portolan.sandbox.aws.protocol.CommonError;
import dev.portolan.sandbox.aws.s3.S3Error;
import dev.portolan.sandbox.aws.scheduler.SchedulerError;
import dev.portolan.sandbox.aws.secrets.SecretsError;
import dev.portolan.sandbox.aws.sns.SnsError;
import dev.portolan.sandbox.aws.sqs.SqsError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every way in which the embedded services refuse, and how well it is known that AWS does too. */
public final class ErrorTable {
  private ErrorTable() {}

  public static List<ErrorShape> shapes() {
    return Stream.<ErrorShape[]>of(
            CommonError.values(),
            LambdaError.values(),
            IamError.values(),
            GatewayError.values(),
            S3Error.values(),
            LogsError.values(),
            SecretsError.values(),
            SchedulerError.values(),
            EventBridgeError.values(),
            SnsError.values(),
            SqsError.values(),
            DynamoDbError.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** As a table in Markdown. */
  public static String markdown() {
    return shapes().stream()
        .map(ErrorShape::row)
        .collect(
            Collectors.joining(
                "\n", "| code | status | message | source |\n|---|---|---|---|\n", "\n"));
  }
}
