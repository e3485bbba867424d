package dev.portolan.sandbox.aws.gateway;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.RestJson;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import dev.portolan.sandbox.aws.runtime.Doors;
import java.util.HashMap;
import java.util.Map;

/** API Gateway v2, HTTP APIs. */
public final class Gateway implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/apigatewayv2.operations");
  private final WireProtocol protocol = RestJson.plain();
  private final Map<String, Action> actions;

  public Gateway(Doors doors) {
    Map<String, Action> all = new HashMap<>(new ApiActions(doors).all());
    all.putAll(IntegrationActions.all());
    all.putAll(RouteActions.all());
    all.putAll(AuthorizerActions.all());
    all.putAll(StageActions.all());
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "apigateway";
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
    return GatewayError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return GatewayError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return GatewayError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return GatewayError.FAILED;
  }
}
