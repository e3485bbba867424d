package dev.portolan.provider.knative.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.driver.Thrown;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.registry.RegistryErrors;
import dev.portolan.images.registry.RegistryException;
import dev.portolan.images.wire.ErrorRow;
import dev.portolan.provider.knative.cluster.ChangedMeanwhile;
import dev.portolan.provider.knative.cluster.PlainAnswer;
import dev.portolan.provider.knative.cluster.UnreadableAnswer;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what an exception means: by a table where a server answered, else by its causes. */
public final class KnativeErrors {
  /** What Java's client says at times of a call that it has ended itself, for it took too long. */
  private static final String CLOSED_BY_US = "connection closed locally";

  private static final int MOST_TEXT = 1000;
  private static final String AGAIN =
      "check the network; then run the same command again: it goes on where this stopped";

  /** What the Kubernetes client says of any error that it has no words for. */
  private static final String CLIENTS_WORD = "An error has occurred.";

  private static final String NOT_THE_SERVER =
      "see what answers in the server's place: a proxy (HTTPS_PROXY, NO_PROXY), a login page, or"
          + " another server at the address that is set; then run the same command again";

  static final RegistryErrors REGISTRY =
      RegistryErrors.of(
          RegistryErrors.DOCKER_LOGIN,
          "check portolan.knative.registry and portolan.knative.baseImage");

  private KnativeErrors() {}

  public static Failure classify(Throwable failure) {
    Optional<DeployException> known = Thrown.find(failure, DeployException.class);
    if (known.isPresent()) {
      DeployException said = known.get();
      return new Failure("portolan", said.kind(), Retry.NEVER, said.getMessage(), said.hint());
    }
    if (Thrown.find(failure, ChangedMeanwhile.class).isPresent()) {
      String hint = "let one deployment end before the next begins";
      return new Failure(
          "changed-meanwhile", Kind.CONFLICT, Retry.FENCE, failure.getMessage(), hint);
    }
    Optional<RegistryException> registry = Thrown.find(failure, RegistryException.class);
    if (registry.isPresent()) {
      return REGISTRY.classify(registry.get());
    }
    Optional<PlainAnswer> plain = Thrown.find(failure, PlainAnswer.class);
    if (plain.isPresent()) {
      return plain(plain.get());
    }
    Optional<KubernetesClientException> kube =
        Thrown.find(failure, KubernetesClientException.class).filter(each -> each.getCode() > 0);
    return kube.isPresent() ? kube(kube.get()) : unanswered(failure);
  }

  private static Failure kube(KubernetesClientException said) {
    Status status = said.getStatus();
    String reason = status == null || status.getReason() == null ? "" : status.getReason();
    String text =
        status == null || status.getMessage() == null
            ? String.valueOf(said.getMessage())
            : status.getMessage();
    ErrorRow row = ErrorRow.first(KubeErrorTable.ROWS, reason, text, said.getCode());
    String message = "the cluster answered " + said.getCode() + " " + reason + ": " + brief(text);
    Optional<Duration> notBefore =
        Optional.ofNullable(status)
            .map(Status::getDetails)
            .map(details -> details.getRetryAfterSeconds())
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds);
    return new Failure(row.name(), row.kind(), row.retry(), message, row.hint(), notBefore);
  }

  /** What stands in an API server's place says nothing of what was asked. */
  private static Failure plain(PlainAnswer said) {
    boolean busy = said.status() == 429;
    boolean again = busy || said.status() / 100 == 2 || said.status() >= 500;
    Retry retry = busy ? Retry.THROTTLE : again ? Retry.TRANSIENT : Retry.NEVER;
    return new Failure(
        busy ? "throttled" : "not-the-server",
        Kind.UNAVAILABLE,
        retry,
        said.getMessage(),
        busy ? AGAIN : NOT_THE_SERVER,
        said.retryAfter());
  }

  private static Failure unanswered(Throwable failure) {
    String said = message(failure);
    if (Thrown.find(failure, InterruptedException.class).isPresent()) {
      return new Failure("interrupted", Kind.INTERRUPTED, Retry.NEVER, "interrupted", "");
    }
    if (Thrown.find(failure, FileSystemException.class).isPresent()) {
      String hint = "check the file and its directory";
      return new Failure("file", Kind.UNKNOWN, Retry.NEVER, said, hint);
    }
    if (Thrown.find(failure, java.security.cert.CertificateException.class).isPresent()
        || Thrown.find(failure, SSLException.class)
            .filter(tls -> tls.getClass() != SSLException.class)
            .isPresent()) {
      String hint = "trust the server's certificate, or name the right server";
      return new Failure("certificate", Kind.UNAVAILABLE, Retry.NEVER, said, hint);
    }
    if (Thrown.find(failure, UnknownHostException.class).isPresent()) {
      String hint = "check the server's name, the network and its DNS";
      return new Failure("unknown-host", Kind.UNAVAILABLE, Retry.TRANSIENT, said, hint);
    }
    if (said.contains(CLOSED_BY_US)) {
      String late = said + ": it timed out";
      return new Failure("call-timeout", Kind.UNAVAILABLE, Retry.TRANSIENT, late, AGAIN);
    }
    if (Thrown.find(failure, HttpTimeoutException.class).isPresent()
        || Thrown.find(failure, InterruptedIOException.class).isPresent()) {
      return new Failure("call-timeout", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    if (Thrown.find(failure, JsonProcessingException.class).isPresent()
        || Thrown.find(failure, UnreadableAnswer.class).isPresent()) {
      return new Failure("unreadable", Kind.UNAVAILABLE, Retry.TRANSIENT, said, NOT_THE_SERVER);
    }
    if (Thrown.find(failure, IOException.class).isPresent()
        || Thrown.find(failure, KubernetesClientException.class).isPresent()) {
      return new Failure("lost-response", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    return new Failure("unexpected", Kind.UNKNOWN, Retry.NEVER, failure.toString(), "");
  }

  /** What happened and, where it says more, what was at the bottom of it. */
  private static String message(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    String top = CLIENTS_WORD.equals(said) ? "no answer of the cluster" : said;
    return brief(Thrown.told(failure, top));
  }

  private static String brief(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
