package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.CommonError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An uploaded zip, within Lambda's limits.
 *
 * @param digest under which the bytes are kept
 * @param sha256 as Lambda tells it, in Base64
 */
record CodePackage(String digest, String sha256, int size) {
  private static final int DIRECT_LIMIT = 52_428_800;
  private static final int REQUEST_LIMIT = 70_167_211;
  private static final long UNZIPPED_LIMIT = 262_144_000;

  /** Takes the code a request carries or points to. */
  static CodePackage from(Call call, JsonNode source, BlobStore blobs) {
    if (call.request().body().length >= REQUEST_LIMIT) {
      throw LambdaError.REQUEST_SIZE.refusal(call.operation().name());
    }
    boolean inline = source.hasNonNull("ZipFile");
    boolean stored = source.hasNonNull("S3Bucket") || source.hasNonNull("S3Key");
    if (inline && stored) {
      throw LambdaError.ONE_SOURCE.refusal();
    }
    if (!inline && !stored) {
      throw LambdaError.NO_SOURCE.refusal();
    }
    byte[] zip = inline ? inline(source) : stored(call, source, blobs);
    check(zip);
    String digest = blobs.put(zip);
    String sha256 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest));
    return new CodePackage(digest, sha256, zip.length);
  }

  private static byte[] inline(JsonNode source) {
    byte[] zip;
    try {
      zip = Base64.getDecoder().decode(source.path("ZipFile").asText());
    } catch (IllegalArgumentException e) {
      throw CommonError.UNREADABLE.refusal("ZipFile is not Base64");
    }
    if (zip.length > DIRECT_LIMIT) {
      throw LambdaError.ZIP_SIZE.refusal();
    }
    return zip;
  }

  private static byte[] stored(Call call, JsonNode source, BlobStore blobs) {
    JsonNode bucket =
        call.state().path("s3").path("buckets").path(source.path("S3Bucket").asText());
    if (bucket.isMissingNode()) {
      throw LambdaError.S3_SOURCE.refusal("NoSuchBucket", "The specified bucket does not exist");
    }
    JsonNode object = bucket.path("objects").path(source.path("S3Key").asText());
    if (object.isMissingNode()) {
      throw LambdaError.S3_SOURCE.refusal("NoSuchKey", "The specified key does not exist.");
    }
    return blobs.get(object.path("blob").asText());
  }

  private static void check(byte[] zip) {
    if (zip.length == 0) {
      throw LambdaError.EMPTY_ZIP.refusal();
    }
    long unzipped = 0;
    int entries = 0;
    byte[] buffer = new byte[8192];
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        entries++;
        for (int read = archive.read(buffer); read > 0; read = archive.read(buffer)) {
          unzipped += read;
          if (unzipped >= UNZIPPED_LIMIT) {
            throw LambdaError.UNZIPPED_SIZE.refusal();
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw LambdaError.NOT_A_ZIP.refusal();
    }
    if (entries == 0) {
      throw LambdaError.NOT_A_ZIP.refusal();
    }
  }
}
