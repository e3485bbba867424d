package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;

/** How inputs, outputs and refusals stand on the wire. */
public interface WireProtocol {
  /** The operation and its input, not yet validated. */
  record Asked(Operation operation, ObjectNode input, String target) {}

  /** Finds what is asked; refuses what addresses no operation. */
  Asked read(WireRequest request, OperationTable operations);

  WireResponse write(Operation operation, Reply reply, String requestId);

  WireResponse write(AwsRefusal refusal, String requestId);
}
