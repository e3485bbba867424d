package dev.portolan.provider.azure.errors;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.DecodeException;
import com.azure.core.exception.HttpRequestException;
import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.driver.Thrown;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what an exception means: by {@link ErrorTable} where Azure answered, else by its causes. */
public final class AzureErrors {
  /** The row of a service that the subscription is not registered for. */
  private static final String UNREGISTERED = "not-registered";

  private static final int MOST_TEXT = 2000;
  private static final String AGAIN =
      "check the network; then run the same command again: it goes on where this stopped";
  private static final String LOGIN =
      "run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET;"
          + " portolan.azure.credentials names one way alone";
  private static final String NOT_AZURE =
      "see what answers in Azure's place: a proxy, a login page, or another server at"
          + " portolan.azure.endpoint; then run the same command again";

  private AzureErrors() {}

  /** The same in a run that registers services: one may not be known everywhere for minutes. */
  public static Failure classifyWhileRegistering(Throwable failure) {
    Failure said = classify(failure);
    return said.row().equals(UNREGISTERED)
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
      String hint = "let one deployment end before the next begins";
      String what = changed.get().getMessage();
      return new Failure("changed-meanwhile", Kind.CONFLICT, Retry.FENCE, what, hint);
    }
    Optional<AzureError> answer = AzureError.of(failure);
    return answer.isPresent() ? answered(answer.get()) : unanswered(failure);
  }

  private static Failure answered(AzureError said) {
    ErrorRow row = row(said);
    String what = said.status() == 0 ? "Azure's operation ended with " : "Azure answered ";
    return new Failure(
        row.name(),
        row.kind(),
        row.retry(),
        what + said.heading() + ": " + brief(said.text()),
        row.hint(),
        said.notBefore());
  }

  private static ErrorRow row(AzureError said) {
    return ErrorTable.ROWS.stream().filter(each -> each.matches(said)).findFirst().orElseThrow();
  }

  private static Failure unanswered(Throwable failure) {
    String said = brief(Thrown.told(failure));
    if (Thrown.find(failure, InterruptedException.class).isPresent()) {
      return new Failure("interrupted", Kind.INTERRUPTED, Retry.NEVER, "interrupted", "");
    }
    Optional<Failure> login = login(said);
    if (login.isPresent()) {
      return login.get();
    }
    if (Thrown.find(failure, CredentialUnavailableException.class).isPresent()) {
      return new Failure("no-credentials", Kind.UNAUTHENTICATED, Retry.NEVER, said, LOGIN);
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
      String hint =
          "check the network and its DNS; the name of what was just created may take seconds";
      return new Failure("unknown-host", Kind.UNAVAILABLE, Retry.TRANSIENT, said, hint);
    }
    if (Thrown.find(failure, HttpTimeoutException.class).isPresent()
        || Thrown.find(failure, TimeoutException.class).isPresent()) {
      return new Failure("call-timeout", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    if (Thrown.find(failure, DecodeException.class).isPresent()) {
      String what = "Azure's answer cannot be read: " + said;
      return new Failure("unreadable", Kind.UNAVAILABLE, Retry.TRANSIENT, what, NOT_AZURE);
    }
    boolean lost =
        Thrown.find(failure, IOException.class).isPresent()
            || Thrown.find(failure, UncheckedIOException.class).isPresent();
    if (!lost && Thrown.find(failure, ClientAuthenticationException.class).isPresent()) {
      return new Failure("login-failed", Kind.UNAUTHENTICATED, Retry.NEVER, said, LOGIN);
    }
    if (lost
        || Thrown.find(failure, HttpRequestException.class).isPresent()
        || Thrown.find(failure, HttpResponseException.class).isPresent()) {
      return new Failure("lost-response", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    return new Failure("unexpected", Kind.UNKNOWN, Retry.NEVER, failure.toString(), "");
  }

  /** What Entra ID refused: its libraries hand on its words without its answer. */
  private static Optional<Failure> login(String said) {
    if (!said.contains("AADSTS")) {
      return Optional.empty();
    }
    ErrorRow row = row(new AzureError(0, Set.of(), said, Optional.empty()));
    return Optional.of(new Failure(row.name(), row.kind(), row.retry(), said, row.hint()));
  }

  private static String brief(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
