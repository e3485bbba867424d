package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket for archives: one method a call, each with the account that must own it. */
record BucketCalls(Supplier<S3Client> client, Ledger ledger) {
  private static final PublicAccessBlockConfiguration PRIVATE =
      PublicAccessBlockConfiguration.builder()
          .blockPublicAcls(true)
          .blockPublicPolicy(true)
          .ignorePublicAcls(true)
          .restrictPublicBuckets(true)
          .build();

  boolean exists(String bucket, String account) throws Exception {
    return ledger
        .find(
            () -> client.get().headBucket(r -> r.bucket(bucket).expectedBucketOwner(account)),
            BucketCalls::absent)
        .isPresent();
  }

  /** The same, empty where we may not know: a bucket of this name may be another account's. */
  Optional<Boolean> seen(String bucket, String account) throws Exception {
    try {
      return Optional.of(exists(bucket, account));
    } catch (S3Exception e) {
      if (e.statusCode() == 403) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Whether it is there, ours, and in this region: answers to HEAD have no body, and a bucket of
   * another region answers 301, or 400 with its region beside it, without which a 400 is about
   * something else.
   */
  SeenBucket look(String bucket, String account) throws Exception {
    try {
      boolean there = exists(bucket, account);
      return SeenBucket.of(bucket, there ? SeenBucket.Access.SEEN : SeenBucket.Access.MISSING);
    } catch (S3Exception e) {
      Optional<String> region = NotificationCalls.region(e);
      if (e.statusCode() == 400 && region.isEmpty()) {
        throw e;
      }
      return switch (e.statusCode()) {
        case 301, 400 -> SeenBucket.elsewhere(bucket, region);
        case 403 -> SeenBucket.of(bucket, SeenBucket.Access.FORBIDDEN);
        default -> throw e;
      };
    }
  }

  boolean isPrivate(String bucket, String account) throws Exception {
    return ledger
        .find(
            () ->
                client
                    .get()
                    .getPublicAccessBlock(r -> r.bucket(bucket).expectedBucketOwner(account)),
            BucketCalls::absent)
        .filter(seen -> PRIVATE.equals(seen.publicAccessBlockConfiguration()))
        .isPresent();
  }

  boolean has(Archive.Stored stored, String account) throws Exception {
    return ledger
        .find(
            () ->
                client
                    .get()
                    .headObject(
                        r ->
                            r.bucket(stored.bucket())
                                .key(stored.key())
                                .expectedBucketOwner(account)),
            BucketCalls::absent)
        .isPresent();
  }

  /** "us-east-1" is no location constraint: there it is left out. */
  void create(String bucket, String region) throws Exception {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
    if (!region.equals("us-east-1")) {
      request.createBucketConfiguration(
          CreateBucketConfiguration.builder()
              .locationConstraint(BucketLocationConstraint.fromValue(region))
              .build());
    }
    ledger.create(() -> client.get().createBucket(request.build()));
  }

  void makePrivate(String bucket, String account) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .putPublicAccessBlock(
                    r ->
                        r.bucket(bucket)
                            .expectedBucketOwner(account)
                            .publicAccessBlockConfiguration(PRIVATE)));
  }

  /**
   * Uploads once: 412 says that the same bytes are there already, since the key is their digest.
   */
  void put(Archive archive, Archive.Stored stored, String account) throws Exception {
    byte[] digest = HexFormat.of().parseHex(archive.sha256());
    try {
      ledger.change(
          () ->
              client
                  .get()
                  .putObject(
                      r ->
                          r.bucket(stored.bucket())
                              .key(stored.key())
                              .expectedBucketOwner(account)
                              .ifNoneMatch("*")
                              .checksumSHA256(Base64.getEncoder().encodeToString(digest)),
                      RequestBody.fromFile(archive.file())));
    } catch (S3Exception e) {
      if (e.statusCode() != 412) {
        throw e;
      }
    }
  }

  List<String> keys(String bucket, String prefix, String account) throws Exception {
    List<String> keys = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      ListObjectsV2Response page =
          ledger.read(
              () ->
                  client
                      .get()
                      .listObjectsV2(
                          r ->
                              r.bucket(bucket)
                                  .prefix(prefix)
                                  .expectedBucketOwner(account)
                                  .continuationToken(from)));
      page.contents().stream().map(S3Object::key).forEach(keys::add);
      token = page.nextContinuationToken();
    } while (token != null);
    return keys;
  }

  void delete(String bucket, String key, String account) throws Exception {
    ledger.change(
        () ->
            client.get().deleteObject(r -> r.bucket(bucket).key(key).expectedBucketOwner(account)));
  }

  /** Answers to HEAD have no body, so their status alone says that something is not there. */
  private static boolean absent(Exception answer) {
    return answer instanceof S3Exception s3 && s3.statusCode() == 404;
  }
}
