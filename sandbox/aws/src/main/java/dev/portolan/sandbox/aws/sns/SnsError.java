package dev.portolan.sandbox.aws.sns;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What SNS refuses. RECORDED: as in the snapshots of the real service that LocalStack publishes
 * (localstack/localstack, tests/aws/services/sns, *.snapshot.json).
 */
public enum SnsError implements AwsErrorShape {
  INVALID(400, "InvalidParameter", "Invalid parameter: %s", Fidelity.DOC),
  TOPIC_NAME(400, "InvalidParameter", "Invalid parameter: Topic Name", Fidelity.RECORDED),
  TAGS_DIFFER(
      400,
      "InvalidParameter",
      "Invalid parameter: Tags Reason: Topic already exists with different tags",
      Fidelity.RECORDED),
  SUBSCRIPTION_DIFFERS(
      400,
      "InvalidParameter",
      "Invalid parameter: Attributes Reason: Subscription already exists with different"
          + " attributes",
      Fidelity.RECORDED),
  FILTER(400, "InvalidParameter", "Invalid parameter: FilterPolicy: %s", Fidelity.ISSUE),
  PROTOCOL_HERE(
      400,
      "InvalidParameter",
      "Invalid parameter: the sandbox delivers to functions only, not by %s",
      Fidelity.ASSUMED),
  ATTRIBUTE_HERE(
      400,
      "InvalidParameter",
      "Invalid parameter: AttributeName: the sandbox knows no %s",
      Fidelity.ASSUMED),
  ENDPOINT(400, "InvalidParameter", "Invalid parameter: Lambda endpoint ARN", Fidelity.ASSUMED),
  NO_TOPIC(404, "NotFound", "Topic does not exist", Fidelity.RECORDED),
  NO_SUBSCRIPTION(404, "NotFound", "Subscription does not exist", Fidelity.RECORDED),
  CONCURRENT(
      400, "ConcurrentAccess", "Can't perform multiple operations on %s at once", Fidelity.DOC),
  THROTTLED(429, "Throttled", "Rate exceeded", Fidelity.DOC),
  FAILED(500, "InternalError", "An internal service error occurred.", Fidelity.DOC);

  private final Wording wording;

  SnsError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
