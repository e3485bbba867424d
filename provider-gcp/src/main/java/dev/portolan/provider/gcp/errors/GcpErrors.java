package dev.portolan.provider.gcp.errors;

import com.google.api.gax.httpjson.RestSerializationException;
import com.google.api.gax.rpc.ApiException;
import com.google.gson.JsonParseException;
import com.google.gson.stream.MalformedJsonException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.driver.Thrown;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.registry.RegistryErrors;
import dev.portolan.images.registry.RegistryException;
import dev.portolan.provider.gcp.functions.UploadRefused;
import dev.portolan.provider.gcp.wire.ChangedMeanwhile;
import dev.portolan.provider.gcp.wire.GoogleError;
import dev.portolan.provider.gcp.wire.OperationFailed;
import dev.portolan.provider.gcp.wire.PartialList;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says what an exception means: by a table where Google answered, else by its causes. */
public final class GcpErrors {
  /** The row of an API that the project does not use. */
  private static final String DISABLED = "api-disabled";

  private static final int MOST_TEXT = 2000;
  private static final String AGAIN =
      "check the network; then run the same command again: it goes on where this stopped";
  private static final String ONE = "let one deployment end before the next begins";
  private static final String LOGIN =
      "run gcloud auth application-default login, or set portolan.gcp.credentials or"
          + " GOOGLE_APPLICATION_CREDENTIALS";
  private static final String NOT_THE_SERVER =
      "see what answers in Google's place: a proxy, a login page, or another server at"
          + " portolan.gcp.endpoint; then run the same command again";

  private static final RegistryErrors REGISTRY =
      RegistryErrors.of(
          "have roles/artifactregistry.writer granted to you; for a base image elsewhere, "
              + RegistryErrors.DOCKER_LOGIN,
          "check portolan.gcp.repository and portolan.gcp.baseImage");

  /** What Google's libraries say of a file with credentials that they cannot read. */
  private static final Pattern MALFORMED = Pattern.compile("(reading|parsing) .*credential|PKCS#8");

  private GcpErrors() {}

  /** The same in a run that enables APIs: one of them may not be known everywhere for minutes. */
  public static Failure classifyWhileEnabling(Throwable failure) {
    Failure said = classify(failure);
    return said.row().equals(DISABLED)
        ? new Failure(
            said.row(),
            Kind.NOT_READY,
            Retry.SLOW_PROPAGATION,
            said.message(),
            said.hint(),
            said.notBefore())
        : said;
  }

  public static Failure classify(Throwable failure) {
    Optional<DeployException> known = Thrown.find(failure, DeployException.class);
    if (known.isPresent()) {
      DeployException said = known.get();
      return new Failure("portolan", said.kind(), Retry.NEVER, said.getMessage(), said.hint());
    }
    Optional<ChangedMeanwhile> changed = Thrown.find(failure, ChangedMeanwhile.class);
    if (changed.isPresent()) {
      return new Failure(
          "changed-meanwhile", Kind.CONFLICT, Retry.FENCE, changed.get().getMessage(), ONE);
    }
    Optional<RegistryException> registry = Thrown.find(failure, RegistryException.class);
    if (registry.isPresent()) {
      return REGISTRY.classify(registry.get());
    }
    Optional<UploadRefused> upload = Thrown.find(failure, UploadRefused.class);
    if (upload.isPresent()) {
      return upload(upload.get());
    }
    Optional<GoogleError> answer = GoogleError.of(failure);
    return answer.isPresent()
        ? answered(answer.get(), Thrown.find(failure, OperationFailed.class).isPresent())
        : unanswered(failure);
  }

  private static Failure upload(UploadRefused said) {
    GoogleError error =
        new GoogleError(said.status(), said.code(), said.getMessage(), "", "", Optional.empty());
    return told(row(UploadErrorTable.ROWS, error), error, said.getMessage());
  }

  private static Failure answered(GoogleError said, boolean operation) {
    List<ErrorRow> own = operation ? OperationErrorTable.ROWS : CallErrorTable.ROWS;
    List<ErrorRow> rows = Stream.concat(CommonErrorTable.ROWS.stream(), own.stream()).toList();
    String code = said.status().isEmpty() ? "" : " " + said.status();
    String what =
        operation
            ? "Google's operation failed:" + code + ": "
            : "Google answered " + said.http() + code + ": ";
    return told(row(rows, said), said, what + brief(said.message()));
  }

  private static Failure told(ErrorRow row, GoogleError said, String message) {
    return new Failure(row.name(), row.kind(), row.retry(), message, row.hint(), said.notBefore());
  }

  private static ErrorRow row(List<ErrorRow> rows, GoogleError said) {
    return rows.stream().filter(each -> each.matches(said)).findFirst().orElseThrow();
  }

  private static Failure unanswered(Throwable failure) {
    String said = brief(Thrown.told(failure));
    if (Thrown.find(failure, PartialList.class).isPresent()) {
      String hint = AGAIN + "; https://status.cloud.google.com tells whether the region is out";
      return new Failure("partial-list", Kind.UNAVAILABLE, Retry.TRANSIENT, said, hint);
    }
    if (Thrown.find(failure, InterruptedException.class).isPresent()) {
      return new Failure("interrupted", Kind.INTERRUPTED, Retry.NEVER, "interrupted", "");
    }
    if (said.contains("default credentials") || said.contains("cannot find the metadata server")) {
      return new Failure("no-credentials", Kind.UNAUTHENTICATED, Retry.NEVER, said, LOGIN);
    }
    if (MALFORMED.matcher(said).find()) {
      return new Failure("credentials-malformed", Kind.UNAUTHENTICATED, Retry.NEVER, said, LOGIN);
    }
    if (Thrown.find(failure, FileSystemException.class).isPresent()) {
      String hint = "check the file and its directory";
      return new Failure("file", Kind.UNKNOWN, Retry.NEVER, said, hint);
    }
    if (Thrown.find(failure, CertificateException.class).isPresent()
        || Thrown.find(failure, SSLException.class)
            .filter(tls -> tls.getClass() != SSLException.class)
            .isPresent()) {
      String hint = "trust the certificate of the proxy on the way, or go without it";
      return new Failure("certificate", Kind.UNAVAILABLE, Retry.NEVER, said, hint);
    }
    if (Thrown.find(failure, UnknownHostException.class).isPresent()) {
      String hint = "check the network, its DNS, and portolan.gcp.endpoint if it is set";
      return new Failure("unknown-host", Kind.UNAVAILABLE, Retry.TRANSIENT, said, hint);
    }
    if (Thrown.find(failure, HttpTimeoutException.class).isPresent()
        || Thrown.find(failure, InterruptedIOException.class).isPresent()
        || Thrown.find(failure, CancellationException.class).isPresent()) {
      return new Failure("call-timeout", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    if (unreadable(failure)) {
      String what = "Google's answer cannot be read: " + said;
      return new Failure("unreadable", Kind.UNAVAILABLE, Retry.TRANSIENT, what, NOT_THE_SERVER);
    }
    if (Thrown.find(failure, IOException.class).isPresent()
        || Thrown.find(failure, ApiException.class).isPresent()) {
      return new Failure("lost-response", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    return new Failure("unexpected", Kind.UNKNOWN, Retry.NEVER, failure.toString(), "");
  }

  private static boolean unreadable(Throwable failure) {
    return Thrown.find(failure, RestSerializationException.class).isPresent()
        || Thrown.find(failure, InvalidProtocolBufferException.class).isPresent()
        || Thrown.find(failure, JsonParseException.class).isPresent()
        || Thrown.find(failure, MalformedJsonException.class).isPresent()
        || Thrown.find(failure, IllegalArgumentException.class)
            .filter(GcpErrors::parsing)
            .isPresent();
  }

  /** The older clients' parser says it of an answer of another shape, without any words. */
  private static boolean parsing(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("com.google.api.client.json."));
  }

  private static String brief(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
