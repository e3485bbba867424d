package dev.portolan.sandbox.aws.secrets;

import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.TargetJson;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.Map;

/** Secrets Manager. */
public final class Secrets implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/secretsmanager.operations");
  private final WireProtocol protocol = new TargetJson("secretsmanager", "Message");

  @Override
  public String signingName() {
    return "secretsmanager";
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
    return SecretActions.all();
  }

  @Override
  public AwsErrorShape invalid() {
    return SecretsError.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return SecretsError.THROTTLED;
  }

  @Override
  public AwsErrorShape inProgress() {
    return SecretsError.CONCURRENT;
  }

  @Override
  public AwsErrorShape failed() {
    return SecretsError.FAILED;
  }
}
