package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.QueryXml;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.Map;

/** STS: tells who calls. */
public final class Sts implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/sts.operations");
  private final WireProtocol protocol =
      new QueryXml("https://sts.amazonaws.com/doc/2011-06-15/", "2011-06-15");

  @Override
  public String signingName() {
    return "sts";
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
    return Map.of("GetCallerIdentity", Sts::identity);
  }

  private static Reply identity(Call call) {
    return Reply.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("Arn", call.caller().arn())
            .put("UserId", call.caller().userId())
            .put("Account", call.caller().account()));
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
