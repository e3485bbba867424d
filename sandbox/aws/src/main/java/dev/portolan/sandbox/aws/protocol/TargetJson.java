package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;

/** AWS JSON: the header X-Amz-Target names the operation, the body holds the input. */
public final class TargetJson implements WireProtocol {
  private final String prefix;
  private final String messageMember;
  private final String version;

  /**
   * {@code prefix} stands before the dot of the target; {@code messageMember} is its error's
   * spelling.
   */
  public TargetJson(String prefix, String messageMember) {
    this(prefix, messageMember, "1.1");
  }

  private TargetJson(String prefix, String messageMember, String version) {
    this.prefix = prefix;
    this.messageMember = messageMember;
    this.version = version;
  }

  /** AWS JSON 1.0. */
  public static TargetJson first(String prefix) {
    return new TargetJson(prefix, "message", "1.0");
  }

  @Override
  public Asked read(WireRequest request, OperationTable operations) {
    String target = request.headers().first("X-Amz-Target").orElse("");
    String name = target.startsWith(prefix + ".") ? target.substring(prefix.length() + 1) : "";
    Operation operation =
        operations
            .find(name)
            .orElseThrow(() -> CommonError.UNKNOWN_OPERATION.refusal("unknown target " + target));
    ObjectNode input = RestJson.body(request);
    return new Asked(operation, input, input.toString());
  }

  @Override
  public WireResponse write(Operation operation, Reply reply, String requestId) {
    byte[] body = reply.body().isMissingNode() ? reply.raw() : RestJson.bytes(reply.body());
    return new WireResponse(operation.status(), headers(requestId), body);
  }

  @Override
  public WireResponse write(AwsRefusal refusal, String requestId) {
    ObjectNode body = RestJson.JSON.createObjectNode();
    body.put("__type", refusal.shape().code());
    body.put(messageMember, refusal.getMessage());
    refusal.details().forEach(body::put);
    WireHeaders headers = headers(requestId);
    if (refusal.shape() instanceof OlderCode older) {
      String whose = refusal.shape().status() < 500 ? "Sender" : "Receiver";
      headers = headers.with("x-amzn-query-error", older.olderCode() + ";" + whose);
    }
    return new WireResponse(refusal.shape().status(), headers, RestJson.bytes(body));
  }

  private WireHeaders headers(String requestId) {
    return WireHeaders.of("Content-Type", "application/x-amz-json-" + version)
        .with("x-amzn-RequestId", requestId);
  }
}
