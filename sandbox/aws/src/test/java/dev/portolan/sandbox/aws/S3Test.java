package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

class S3Test {
  @TestFactory
  Stream<DynamicTest> keepsObjectsAsTheyCame() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          var s3 = sdk.s3();
          s3.createBucket(b -> b.bucket("my-bucket"));
          byte[] bytes = "zip \u00e4".repeat(30_000).getBytes(StandardCharsets.UTF_8);
          for (ChecksumAlgorithm algorithm :
              List.of(
                  ChecksumAlgorithm.CRC32,
                  ChecksumAlgorithm.CRC32_C,
                  ChecksumAlgorithm.SHA1,
                  ChecksumAlgorithm.SHA256)) {
            s3.putObject(
                p ->
                    p.bucket("my-bucket")
                        .key("a/b c+" + algorithm)
                        .checksumAlgorithm(algorithm)
                        .expectedBucketOwner(EmbeddedAws.ACCOUNT),
                RequestBody.fromBytes(bytes));
            assertArrayEquals(
                bytes,
                s3.getObjectAsBytes(g -> g.bucket("my-bucket").key("a/b c+" + algorithm))
                    .asByteArray());
          }
          assertEquals(
              bytes.length,
              s3.headObject(h -> h.bucket("my-bucket").key("a/b c+SHA1")).contentLength());
          List<String> keys =
              s3
                  .listObjectsV2Paginator(l -> l.bucket("my-bucket").prefix("a/").maxKeys(3))
                  .contents()
                  .stream()
                  .map(S3Object::key)
                  .toList();
          assertEquals(List.of("a/b c+CRC32", "a/b c+CRC32C", "a/b c+SHA1", "a/b c+SHA256"), keys);
          refused(409, "BucketNotEmpty", () -> s3.deleteBucket(b -> b.bucket("my-bucket")));
          keys.forEach(key -> s3.deleteObject(d -> d.bucket("my-bucket").key(key)));
          s3.deleteBucket(b -> b.bucket("my-bucket"));
          assertThrows(
              NoSuchBucketException.class, () -> s3.headBucket(b -> b.bucket("my-bucket")));
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatS3Refuses() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          var s3 = sdk.s3();
          aws.addStrangersBucket("taken");
          s3.createBucket(b -> b.bucket("mine"));
          RequestBody body = RequestBody.fromString("x");
          refused(400, "InvalidBucketName", () -> s3.createBucket(b -> b.bucket("xn--name")));
          refused(409, "BucketAlreadyExists", () -> s3.createBucket(b -> b.bucket("taken")));
          refused(
              400,
              "InvalidLocationConstraint",
              () ->
                  s3.createBucket(
                      b ->
                          b.bucket("other")
                              .createBucketConfiguration(c -> c.locationConstraint("us-east-1"))));
          refused(
              403,
              "AccessDenied",
              () ->
                  s3.putObject(
                      p -> p.bucket("mine").key("k").expectedBucketOwner("000000000000"), body));
          assertThrows(
              NoSuchKeyException.class, () -> s3.getObjectAsBytes(g -> g.bucket("mine").key("k")));
          s3.putObject(p -> p.bucket("mine").key("k").ifNoneMatch("*"), body);
          refused(
              412,
              "PreconditionFailed",
              () -> s3.putObject(p -> p.bucket("mine").key("k").ifNoneMatch("*"), body));
          refused(
              400,
              "BadDigest",
              () ->
                  s3.putObject(
                      p ->
                          p.bucket("mine")
                              .key("k2")
                              .checksumSHA256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                      body));
        });
  }

  @TestFactory
  Stream<DynamicTest> keepsSettingsOfBuckets() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          var s3 = sdk.s3();
          s3.createBucket(b -> b.bucket("mine"));
          assertTrue(
              s3.getPublicAccessBlock(b -> b.bucket("mine"))
                  .publicAccessBlockConfiguration()
                  .blockPublicAcls());
          s3.putPublicAccessBlock(
              b -> b.bucket("mine").publicAccessBlockConfiguration(c -> c.blockPublicAcls(true)));
          assertEquals(
              null,
              s3.getPublicAccessBlock(b -> b.bucket("mine"))
                  .publicAccessBlockConfiguration()
                  .restrictPublicBuckets());
          refused(404, "NoSuchTagSet", () -> s3.getBucketTagging(b -> b.bucket("mine")));
          s3.putBucketTagging(
              b ->
                  b.bucket("mine")
                      .tagging(t -> t.tagSet(List.of(Tag.builder().key("a").value("b").build()))));
          assertEquals("b", s3.getBucketTagging(b -> b.bucket("mine")).tagSet().get(0).value());
          s3.putBucketLifecycleConfiguration(
              b ->
                  b.bucket("mine")
                      .lifecycleConfiguration(
                          l ->
                              l.rules(
                                  List.of(
                                      LifecycleRule.builder()
                                          .id("old")
                                          .status("Enabled")
                                          .filter(f -> f.prefix(""))
                                          .expiration(e -> e.days(3))
                                          .build()))));
          assertEquals(
              3,
              s3.getBucketLifecycleConfiguration(b -> b.bucket("mine"))
                  .rules()
                  .get(0)
                  .expiration()
                  .days());
        });
  }
}
