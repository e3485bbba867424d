package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.driver.Thrown;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says what an exception means: by {@link ErrorTable} where AWS answered, else by its causes. */
final class AwsErrors {
  private static final String AGAIN =
      "check the network; then run the same command again: it goes on where this stopped";

  private AwsErrors() {}

  static Failure classify(Throwable failure, Ledger ledger) {
    Optional<DeployException> known = Thrown.find(failure, DeployException.class);
    if (known.isPresent()) {
      DeployException said = known.get();
      return new Failure("portolan", said.kind(), Retry.NEVER, said.getMessage(), said.hint());
    }
    Optional<AwsServiceException> answered = Thrown.find(failure, AwsServiceException.class);
    return answered.isPresent() ? answered(answered.get(), ledger) : unanswered(failure);
  }

  private static Failure answered(AwsServiceException answer, Ledger ledger) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String text =
        details == null || details.errorMessage() == null
            ? answer.getMessage()
            : details.errorMessage();
    String said = text == null ? "" : text;
    ErrorRow row =
        ErrorTable.ROWS.stream()
            .filter(each -> each.matches(code, said, answer.statusCode(), ledger))
            .findFirst()
            .orElseThrow();
    String service = details == null ? "AWS" : details.serviceName();
    String message =
        service + " answered " + answer.statusCode() + " " + code + ": " + Answers.brief(said);
    return new Failure(
        row.name(), row.kind(), row.retry(), message, row.hint(), Answers.notBefore(details));
  }

  /**
   * What no service answered. The SDK's own exception stands for a lost response, and so does an
   * unchecked one: {@code HttpURLConnection} gives "Invalid Http response" up to the SDK's client
   * as {@code UncheckedIOException}, and that passes it on.
   */
  private static Failure unanswered(Throwable failure) {
    String said = message(failure);
    if (Thrown.find(failure, InterruptedException.class).isPresent()
        || Thrown.find(failure, AbortedException.class).isPresent()) {
      return new Failure("interrupted", Kind.INTERRUPTED, Retry.NEVER, "interrupted", "");
    }
    if (Thrown.find(failure, ApiCallTimeoutException.class).isPresent()
        || Thrown.find(failure, ApiCallAttemptTimeoutException.class).isPresent()) {
      return new Failure("call-timeout", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    if (Thrown.find(failure, CertificateException.class).isPresent()
        || Thrown.find(failure, SSLException.class)
            .filter(tls -> tls.getClass() != SSLException.class)
            .isPresent()) {
      String hint = "trust the certificate of the proxy in between, or name the right endpoint";
      return new Failure("certificate", Kind.UNAVAILABLE, Retry.NEVER, said, hint);
    }
    if (Thrown.find(failure, UnknownHostException.class).isPresent()) {
      String hint = "check the region's name, the network and its DNS";
      return new Failure("unknown-host", Kind.UNAVAILABLE, Retry.TRANSIENT, said, hint);
    }
    if (said.contains("Unable to load credentials") || said.contains("load credentials from")) {
      String hint = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
      return new Failure("no-credentials", Kind.UNAUTHENTICATED, Retry.NEVER, said, hint);
    }
    if (Thrown.find(failure, SdkClientException.class).isPresent()
        || Thrown.find(failure, UncheckedIOException.class).isPresent()) {
      return new Failure("lost-response", Kind.UNAVAILABLE, Retry.TRANSIENT, said, AGAIN);
    }
    if (Thrown.find(failure, IOException.class).isPresent()) {
      return new Failure(
          "file", Kind.UNKNOWN, Retry.NEVER, said, "check the file and its directory");
    }
    return new Failure("unexpected", Kind.UNKNOWN, Retry.NEVER, failure.toString(), "");
  }

  /** What happened and, where it says more, what was at the bottom of it. */
  private static String message(Throwable failure) {
    Throwable bottom = failure;
    while (bottom.getCause() != null && bottom.getCause() != bottom) {
      bottom = bottom.getCause();
    }
    String top = String.valueOf(failure.getMessage());
    String deep = bottom == failure ? "" : String.valueOf(bottom.getMessage());
    return Answers.brief(deep.isEmpty() || top.contains(deep) ? top : top + " (" + deep + ")");
  }
}
