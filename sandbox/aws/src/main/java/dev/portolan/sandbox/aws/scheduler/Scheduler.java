package dev.portolan.sandbox.aws.scheduler;

import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.RestJson;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** EventBridge Scheduler. */
public final class Scheduler implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/scheduler.operations");
  private final WireProtocol protocol = RestJson.plain();
  private final Map<String, Action> actions;

  public Scheduler(Supplier<Timings> timings) {
    Map<String, Action> all = new HashMap<>(new GroupActions(timings).all());
    all.putAll(new ScheduleActions(timings).all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "scheduler";
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
    return SchedulerError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return SchedulerError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return SchedulerError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return SchedulerError.FAILED;
  }
}
