package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where buckets stand in the state: by name, with {@code owner}, {@code region}, {@code settings},
 * {@code notifications}, {@code objects}.
 */
public final class Buckets {
  private Buckets() {}

  static ObjectNode all(Call call) {
    return call.part(call.global("s3"), "buckets");
  }

  /**
   * The bucket, if it is the caller's and, where the caller says whose it must be, is that one's.
   */
  static ObjectNode bucket(Call call) {
    if (!(all(call).get(call.text("Bucket")) instanceof ObjectNode bucket)) {
      throw S3Error.NO_BUCKET.refusalWith("BucketName", call.text("Bucket"));
    }
    String owner = bucket.path("owner").asText();
    Optional<String> expected = call.request().headers().first("x-amz-expected-bucket-owner");
    if (!owner.equals(call.caller().account())
        || expected.filter(e -> !e.equals(owner)).isPresent()) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
    String region = bucket.path("region").asText();
    if (!region.equals(call.caller().region())) {
      throw S3Error.ELSEWHERE.refusalWith("Endpoint", "s3." + region + ".amazonaws.com");
    }
    return bucket;
  }

  /** A bucket's ARN names neither account nor region. */
  public static String arn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  static Reply xml(String text) {
    return Reply.raw(
        0,
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).getBytes(StandardCharsets.UTF_8),
        WireHeaders.of("Content-Type", "application/xml"));
  }

  /** Makes a bucket that someone else owns. */
  public static void addStrangers(ObjectNode state, String name) {
    state
        .withObjectProperty("s3")
        .withObjectProperty("buckets")
        .withObjectProperty(name)
        .put("owner", "999999999999");
  }
}
