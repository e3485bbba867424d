package dev.portolan.sandbox.aws.lambda;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.RestJson;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;

/** Lambda. */
public final class Lambda implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/lambda.operations");
  private final WireProtocol protocol = RestJson.typed();
  private final Map<String, Action> actions;

  public Lambda(LambdaWorld world) {
    Map<String, Action> all = new HashMap<>(new FunctionActions(world).all());
    all.putAll(new UpdateActions(world).all());
    all.putAll(new VersionActions(world).all());
    all.putAll(AliasActions.all());
    all.putAll(PermissionActions.all());
    all.putAll(new UrlActions(world).all());
    all.putAll(AccountActions.all());
    all.putAll(new MappingActions(world).all());
    all.putAll(new InvokeActions(world).all());
    all.putAll(new InvokeConfigActions(world).all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "lambda";
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
    return LambdaError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return LambdaError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return LambdaError.UPDATE_IN_PROGRESS;
  }

  @Override
  public AwsErrorShape failed() {
    return LambdaError.FAILED;
  }
}
