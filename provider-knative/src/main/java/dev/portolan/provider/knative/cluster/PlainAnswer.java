package dev.portolan.provider.knative.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer without an object of the API: a page that a proxy or a login put in the server's place,
 * or the server's plain word that it is too busy.
 */
public final class PlainAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<Duration> retryAfter;

  PlainAnswer(URI asked, int status, String type, Optional<Duration> retryAfter) {
    super(
        "%s answered HTTP %d with %s"
            .formatted(asked.getAuthority(), status, type.isEmpty() ? "nothing" : type));
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /**
   * Refuses pages, nothing at all, and what says when to come back in a header alone, where the
   * client does not look.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/cluster-administration/flow-control/">priority
   *     and fairness: 429 in plain text</a>
   */
  static Optional<IOException> refusal(HttpRequest request, HttpResponse.ResponseInfo answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    Optional<Duration> retryAfter =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("\\d{1,5}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    boolean page = type.startsWith("text/html");
    // an empty log is a whole answer; an object is not, and the client takes it for a missing one
    boolean nothing =
        answer.statusCode() == 200
            && answer.headers().firstValue("Content-Length").filter("0"::equals).isPresent()
            && !request.uri().getPath().endsWith("/log");
    boolean busy =
        answer.statusCode() / 100 != 2 && retryAfter.isPresent() && !type.contains("json");
    return page || busy || nothing
        ? Optional.of(new PlainAnswer(request.uri(), answer.statusCode(), type, retryAfter))
        : Optional.empty();
  }

  public int status() {
    return status;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
