package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.GenerateUploadUrlResponse;
import com.google.cloud.functions.v2.StorageSource;
import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings an archive to where Google builds from. A run uploads once, for all its functions: what
 * was uploaded is copied when a function is created or updated.
 *
 * @see <a
 *     href="https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions/generateUploadUrl">
 *     generateUploadUrl</a>
 */
final class Upload {
  private static final String BUCKET = "source/bucket";
  private static final String OBJECT = "source/object";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a slow line carries, in bytes a second. */
  private static final long SLOW = 128 << 10;

  private static final int MOST_ERROR = 4096;

  private final FunctionCalls calls;
  private final HttpClient http;
  private final Tally tally;
  private final Artifact artifact;

  Upload(FunctionCalls calls, HttpClient http, Tally tally, Artifact artifact) {
    this.calls = calls;
    this.http = http;
    this.tally = tally;
    this.artifact = artifact;
  }

  /** Where this run has uploaded to; uploads if it has not. */
  StorageSource source(Step.Run run) throws Exception {
    Optional<String> bucket = run.get(BUCKET);
    if (bucket.isEmpty()) {
      run(run);
    }
    return StorageSource.newBuilder()
        .setBucket(run.get(BUCKET).orElseThrow())
        .setObject(run.get(OBJECT).orElseThrow())
        .build();
  }

  /** Uploads; each try to an address of its own, since an address ends with its time. */
  void run(Step.Run run) throws Exception {
    GenerateUploadUrlResponse place = calls.uploadUrl();
    put(URI.create(place.getUploadUrl()));
    run.put(OBJECT, place.getStorageSource().getObject());
    run.put(BUCKET, place.getStorageSource().getBucket());
  }

  /** "content-type: application/zip", and no credentials: the address holds its own. */
  private void put(URI address) throws Exception {
    if (!Loopback.safe(address)) {
      throw DeployException.of(
          DeployException.Kind.UNAVAILABLE,
          "Google's upload address at " + address.getHost() + " is not https",
          "see what answers in Google's place");
    }
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(patience(Files.size(artifact.file())))
            .header("content-type", "application/zip")
            .PUT(BodyPublishers.ofFile(artifact.file()))
            .build();
    HttpResponse<InputStream> answer =
        tally.mutation(() -> http.send(request, BodyHandlers.ofInputStream()));
    String said = text(answer);
    if (answer.statusCode() != 200) {
      throw UploadRefused.from(answer.statusCode(), said);
    }
  }

  /** How long an archive may take on its way: the larger, the longer. */
  static Duration patience(long bytes) {
    return PATIENCE.plusSeconds(bytes / SLOW);
  }

  private static String text(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream body = answer.body()) {
      return new String(body.readNBytes(MOST_ERROR), StandardCharsets.UTF_8);
    }
  }
}
