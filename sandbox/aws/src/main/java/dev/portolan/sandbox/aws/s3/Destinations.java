package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.aws.front.ResourcePolicy;
import dev.portolan.sandbox.aws.protocol.Call;

/**
 * Whom a bucket may tell. "In the case of AWS Lambda destinations, Amazon S3 verifies that the
 * Lambda function permissions grant Amazon S3 permission to invoke the function from the Amazon S3
 * bucket"; a test notification goes to topics and queues alone. Those of queues and topics are not
 * looked at here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html">PutBucketNotificationConfiguration</a>
 */
final class Destinations {
  static final String PRINCIPAL = "s3.amazonaws.com";

  private Destinations() {}

  static void check(Call call, JsonNode entries) {
    JsonNode bucket = Buckets.bucket(call);
    boolean skip =
        call.request()
            .headers()
            .first("x-amz-skip-destination-validation")
            .filter(Boolean::parseBoolean)
            .isPresent();
    for (JsonNode entry : entries) {
      String arn = entry.path("arn").asText();
      String[] parts = arn.split(":");
      if (!arn.matches("arn:[^:]+:(lambda|sns|sqs):[a-z0-9-]+:\\d{12}:.+")) {
        throw S3Error.ARN.refusal();
      }
      if (!parts[3].equals(bucket.path("region").asText())) {
        throw S3Error.DESTINATION_REGION.refusal();
      }
      boolean function = entry.path("kind").asText().equals("CloudFunction");
      if (function && !skip && !callable(call, arn, bucket.path("owner").asText())) {
        throw S3Error.DESTINATION.refusalWith("ArgumentName1", arn);
      }
    }
  }

  private static boolean callable(Call call, String function, String account) {
    return ResourcePolicy.of(call.state(), function)
        .allows(PRINCIPAL, Buckets.arn(call.text("Bucket")), account);
  }
}
