package dev.portolan.sandbox.aws.logs;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.TargetJson;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;

/** CloudWatch Logs. */
public final class Logs implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/logs.operations");
  private final WireProtocol protocol = new TargetJson("Logs_20140328", "message");
  private final Map<String, Action> actions;

  public Logs(LogStore store) {
    Map<String, Action> all = new HashMap<>(new GroupActions(store).all());
    all.putAll(new EventActions(store).all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "logs";
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
    return LogsError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return LogsError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return LogsError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return LogsError.FAILED;
  }
}
