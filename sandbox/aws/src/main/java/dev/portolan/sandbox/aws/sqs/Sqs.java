package dev.portolan.sandbox.aws.sqs;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.TargetJson;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;

/** SQS. */
public final class Sqs implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/sqs.operations");
  private final WireProtocol protocol = TargetJson.first("AmazonSQS");
  private final Map<String, Action> actions;

  public Sqs() {
    Map<String, Action> all = new HashMap<>(QueueActions.all());
    all.putAll(SendActions.all());
    all.putAll(ReceiveActions.all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "sqs";
  }

  @Override
  public WireProtocol protocol() {
    return protocol;
  }

  @Override
  public OperationTable operations() {
    return OPERATIONS;
  }

  @Override
  public Map<String, Action> actions() {
    return actions;
  }

  @Override
  public AwsErrorShape invalid() {
    return SqsError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return SqsError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return SqsError.DELETED_LATELY;
  }

  @Override
  public AwsErrorShape failed() {
    return SqsError.FAILED;
  }
}
