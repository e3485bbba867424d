package dev.portolan.provider.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets that events come from: one method a call, each with the account that must own it. */
record NotificationCalls(Supplier<S3Client> client, Ledger ledger) {
  private static final Pattern EXPECTING = Pattern.compile("expecting '([a-z0-9-]+)'");

  /**
   * One read tells all: whom the bucket tells, or why we cannot know.
   *
   * <p>A bucket of another region answers 301, or 400 "The authorization header is malformed; the
   * region 'us-east-1' is wrong; expecting 'eu-west-1'".
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error
   *     responses</a>
   */
  SeenBucket look(String bucket, String account) throws Exception {
    try {
      return find(bucket, account)
          .map(held -> SeenBucket.seen(bucket, held))
          .orElse(SeenBucket.of(bucket, SeenBucket.Access.MISSING));
    } catch (S3Exception e) {
      String code = e.awsErrorDetails().errorCode();
      if (e.statusCode() == 301 || "AuthorizationHeaderMalformed".equals(code)) {
        return SeenBucket.elsewhere(bucket, region(e));
      }
      if (e.statusCode() == 403 && "AccessDenied".equals(code)) {
        return SeenBucket.of(bucket, SeenBucket.Access.FORBIDDEN);
      }
      throw e;
    }
  }

  static Optional<String> region(S3Exception answer) {
    Matcher said = EXPECTING.matcher(String.valueOf(answer.awsErrorDetails().errorMessage()));
    return Optional.ofNullable(answer.awsErrorDetails().sdkHttpResponse())
        .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
        .or(() -> said.find() ? Optional.of(said.group(1)) : Optional.empty());
  }

  /** Whom a bucket tells; nothing where there is no bucket. */
  Optional<Notifications> find(String bucket, String account) throws Exception {
    return ledger
        .find(
            () ->
                client
                    .get()
                    .getBucketNotificationConfiguration(
                        r -> r.bucket(bucket).expectedBucketOwner(account)),
            answer -> answer instanceof S3Exception s3 && s3.statusCode() == 404)
        .map(Notifications::from);
  }

  /**
   * Replaces the whole document.
   *
   * @param unchecked whether S3 shall not look at the destinations: one of somebody else's that is
   *     gone would keep us from taking ours away
   */
  void put(String bucket, String account, Notifications all, boolean unchecked) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .putBucketNotificationConfiguration(
                    r -> {
                      r.bucket(bucket).expectedBucketOwner(account);
                      r.notificationConfiguration(all.document());
                      if (unchecked) {
                        r.skipDestinationValidation(true);
                      }
                    }));
  }

  /** Makes a bucket with its tags, which S3 itself closes to the public. */
  void create(String bucket, String region, Map<String, String> tags) throws Exception {
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    CreateBucketConfiguration.Builder how = CreateBucketConfiguration.builder().tags(all);
    if (!region.equals("us-east-1")) {
      how.locationConstraint(region);
    }
    ledger.create(
        () ->
            client
                .get()
                .createBucket(r -> r.bucket(bucket).createBucketConfiguration(how.build())));
  }
}
