package dev.portolan.sandbox.aws.sns;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.QueryXml;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;

/** SNS. */
public final class Sns implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/sns.operations");
  private final WireProtocol protocol =
      new QueryXml("http://sns.amazonaws.com/doc/2010-03-31/", "2010-03-31");
  private final Map<String, Action> actions;

  /** {@code fanout} takes what is published and is due to functions. */
  public Sns(Fanout fanout) {
    Map<String, Action> all = new HashMap<>(TopicActions.all());
    all.putAll(SubscriptionActions.all());
    all.put("Publish", new PublishAction(fanout)::publish);
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "sns";
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
    return SnsError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return SnsError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return SnsError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return SnsError.FAILED;
  }
}
