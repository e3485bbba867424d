package dev.portolan.sandbox.aws.iam;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.QueryXml;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;

/** IAM: roles with their policies and tags. */
public final class Iam implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/iam.operations");
  private final WireProtocol protocol =
      new QueryXml("https://iam.amazonaws.com/doc/2010-05-08/", "2010-05-08");
  private final Map<String, Action> actions;

  public Iam() {
    Map<String, Action> all = new HashMap<>(RoleActions.all());
    all.putAll(RolePolicyActions.all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "iam";
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
    return IamError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return IamError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return IamError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return IamError.FAILED;
  }
}
