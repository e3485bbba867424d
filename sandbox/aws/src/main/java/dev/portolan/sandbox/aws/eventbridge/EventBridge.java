package dev.portolan.sandbox.aws.eventbridge;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.TargetJson;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** EventBridge's buses; its Scheduler is a service of its own. */
public final class EventBridge implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/events.operations");
  private final WireProtocol protocol = new TargetJson("AWSEvents", "message");
  private final Map<String, Action> actions;

  /** {@code deliveries} takes what is put and is due to functions. */
  public EventBridge(Consumer<Delivery> deliveries) {
    Map<String, Action> all = new HashMap<>(BusActions.all());
    all.putAll(RuleActions.all());
    all.putAll(TargetActions.all());
    all.put("PutEvents", new PutEventsAction(deliveries)::put);
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "events";
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
    return EventBridgeError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return EventBridgeError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return EventBridgeError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return EventBridgeError.FAILED;
  }
}
