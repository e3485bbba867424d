package dev.portolan.sandbox.aws.dynamodb;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.TargetJson;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** DynamoDB. */
public final class DynamoDb implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/dynamodb.operations");
  private final WireProtocol protocol = TargetJson.first("DynamoDB_20120810");
  private final Map<String, Action> actions;

  /** {@code settling} tells how long a change of a table takes. */
  public DynamoDb(Supplier<Duration> settling) {
    Map<String, Action> all = new HashMap<>(new TableActions(settling).all());
    all.putAll(ItemActions.all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "dynamodb";
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
    return DynamoDbError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return DynamoDbError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return DynamoDbError.BUSY;
  }

  @Override
  public AwsErrorShape failed() {
    return DynamoDbError.FAILED;
  }
}
