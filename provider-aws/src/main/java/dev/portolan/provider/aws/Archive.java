package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;

/**
 * The code on its way: in the request itself, or through a bucket.
 *
 * @param stored where it lies in S3; empty when it goes in the request
 */
record Archive(Path file, String sha256, long bytes, Optional<Stored> stored) {
  /**
   * The most that a request takes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
   */
  static final long DIRECT_BYTES = 50L * 1024 * 1024;

  /** A place in S3. */
  record Stored(String bucket, String key) {}

  static Archive of(Artifact artifact, String bucket, String prefix) {
    Optional<Stored> stored =
        artifact.bytes() > DIRECT_BYTES
            ? Optional.of(new Stored(bucket, prefix + artifact.sha256() + ".zip"))
            : Optional.empty();
    return new Archive(artifact.file(), artifact.sha256(), artifact.bytes(), stored);
  }

  FunctionCode code() throws IOException {
    FunctionCode.Builder code = FunctionCode.builder();
    return stored.isPresent()
        ? code.s3Bucket(stored.get().bucket()).s3Key(stored.get().key()).build()
        : code.zipFile(content()).build();
  }

  void into(UpdateFunctionCodeRequest.Builder request) throws IOException {
    if (stored.isPresent()) {
      request.s3Bucket(stored.get().bucket()).s3Key(stored.get().key());
    } else {
      request.zipFile(content());
    }
  }

  private SdkBytes content() throws IOException {
    return SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(file));
  }
}
