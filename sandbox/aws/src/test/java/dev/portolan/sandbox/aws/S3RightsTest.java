package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.sandbox.aws.protocol.Identity;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What a function's role lets it do with objects. */
class S3RightsTest {
  private static final String KEY = "a b/caf\u00e9+$&'()!*~.txt";

  private static S3Client as(Sdk sdk, EmbeddedAws cloud, String role, String... statements) {
    String arn = Functions.role(sdk, role);
    sdk.iam()
        .putRolePolicy(
            p ->
                p.roleName(role)
                    .policyName("objects")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":["
                            + String.join(",", statements)
                            + "]}"));
    Identity identity = cloud.assume(arn);
    return sdk.with(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    identity.accessKeyId(),
                    identity.secretKey(),
                    identity.sessionToken().orElseThrow())))
        .s3();
  }

  private static String allow(String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\""
        + action
        + "\",\"Resource\":\"arn:aws:s3:::"
        + resource
        + "\"}";
  }

  @TestFactory
  Stream<DynamicTest> whoMayReadMayNotStore() {
    return OnEachTransport.of(
        (sdk, cloud) -> {
          sdk.s3().createBucket(b -> b.bucket("photos"));
          sdk.s3().putObject(p -> p.bucket("photos").key(KEY), RequestBody.fromString("x"));
          S3Client reader =
              as(
                  sdk,
                  cloud,
                  "r",
                  allow("s3:GetObject", "photos/*"),
                  allow("s3:ListBucket", "photos"));
          assertEquals(
              "x", reader.getObjectAsBytes(g -> g.bucket("photos").key(KEY)).asUtf8String());
          reader.headObject(h -> h.bucket("photos").key(KEY));
          reader.headBucket(h -> h.bucket("photos"));
          refused(404, "NoSuchKey", () -> reader.getObject(g -> g.bucket("photos").key("none")));
          refused(
              403,
              "AccessDenied",
              () ->
                  reader.putObject(p -> p.bucket("photos").key(KEY), RequestBody.fromString("y")));
          refused(403, "AccessDenied", () -> reader.deleteObject(d -> d.bucket("photos").key(KEY)));
        });
  }

  private static String allowOf(String account, String action, String resource) {
    return allow(action, resource)
        .replaceFirst(
            "}$",
            ",\"Condition\":{\"StringEquals\":{\"s3:ResourceAccount\":\"" + account + "\"}}}");
  }

  @TestFactory
  Stream<DynamicTest> aRightMayBeToBucketsOfOneAccountAlone() {
    return OnEachTransport.of(
        (sdk, cloud) -> {
          sdk.s3().createBucket(b -> b.bucket("photos"));
          String put = "s3:PutObject";
          S3Client ours = as(sdk, cloud, "ours", allowOf(EmbeddedAws.ACCOUNT, put, "photos/*"));
          ours.putObject(p -> p.bucket("photos").key(KEY), RequestBody.fromString("y"));
          S3Client theirs = as(sdk, cloud, "theirs", allowOf("999999999999", put, "photos/*"));
          refused(
              403,
              "AccessDenied",
              () ->
                  theirs.putObject(p -> p.bucket("photos").key(KEY), RequestBody.fromString("z")));
        });
  }

  @TestFactory
  Stream<DynamicTest> whoMayNotListIsNotToldWhatIsNotThere() {
    return OnEachTransport.of(
        (sdk, cloud) -> {
          sdk.s3().createBucket(b -> b.bucket("photos"));
          S3Client reader = as(sdk, cloud, "r", allow("s3:GetObject", "photos/*"));
          refused(403, "AccessDenied", () -> reader.getObject(g -> g.bucket("photos").key("none")));
        });
  }
}
