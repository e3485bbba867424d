package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.rest.Response;
import com.azure.core.util.FluxUtil;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.Step;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Polling for what Resource Manager does in its own time. The SDK's pollers are not used: they
 * sleep on a clock of their own.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations: Azure-AsyncOperation before Location before the resource's provisioningState</a>
 */
public final class Operations {
  private static final Duration BUDGET = Duration.ofMinutes(15);
  static final HttpHeaderName ASYNC = HttpHeaderName.fromString("Azure-AsyncOperation");
  private static final int ABSENT = 404;
  private static final String SUCCEEDED = "Succeeded";
  private static final Set<String> ENDED = Set.of("Failed", "Canceled", "Cancelled");

  private final Polling polling;
  private final HttpPipeline pipeline;
  private final Tally tally;

  public Operations(Polling polling, HttpPipeline pipeline, Tally tally) {
    this.polling = polling;
    this.pipeline = pipeline;
    this.tally = tally;
  }

  /** What began: the answer to the call, whole. */
  public record Begun(int status, Optional<URI> operation, Optional<URI> location, byte[] body) {
    /** What an earlier run has begun, and of which only the resource tells. */
    public static Begun before() {
      return new Begun(0, Optional.empty(), Optional.empty(), new byte[0]);
    }
  }

  /** Makes the call, and reads what it answers. */
  public static Begun begin(Mono<Response<Flux<ByteBuffer>>> call) {
    Response<Flux<ByteBuffer>> response = call.block();
    byte[] body =
        response.getValue() == null
            ? new byte[0]
            : FluxUtil.collectBytesInByteBufferStream(response.getValue()).block();
    return new Begun(
        response.getStatusCode(),
        header(response, ASYNC),
        header(response, HttpHeaderName.LOCATION),
        body == null ? new byte[0] : body);
  }

  /** Makes a call that no client of the SDK has, and demands that it is not refused. */
  public static Begun begin(HttpPipeline pipeline, HttpRequest request) throws HttpRefused {
    Raw.Answer answer = Raw.required(pipeline, request);
    return new Begun(
        answer.status(),
        answer.operation(),
        answer.location(),
        answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Deletes by such a call; what is gone, is gone. */
  public static Begun delete(HttpPipeline pipeline, HttpRequest request) throws HttpRefused {
    try {
      return begin(pipeline, request);
    } catch (HttpRefused refused) {
      if (refused.status() != ABSENT) {
        throw refused;
      }
      return Begun.before();
    }
  }

  private static Optional<URI> header(Response<?> response, HttpHeaderName name) {
    return Optional.ofNullable(response.getHeaders().getValue(name))
        .filter(text -> !text.isBlank())
        .map(URI::create);
  }

  /** Tells a resource's {@code provisioningState}; empty once there is no such resource. */
  @FunctionalInterface
  public interface State {
    Optional<String> now() throws Exception;
  }

  /**
   * Until what began has ended well.
   *
   * @param resource where its state stands if nothing else tells
   * @throws OperationFailed when it ended otherwise
   */
  public void end(Step.Run run, String what, Begun begun, State resource) throws Exception {
    if (begun.operation().isPresent()) {
      polling.until(run, what, BUDGET, () -> operation(what, begun.operation().get()));
    } else if (begun.status() == 202 && begun.location().isPresent()) {
      polling.until(run, what, BUDGET, () -> location(what, begun.location().get(), resource));
    } else {
      polling.until(run, what, BUDGET, () -> state(what, begun, resource));
    }
  }

  private Optional<String> operation(String what, URI address) throws Exception {
    Map<String, Object> told = tally.glance(() -> Raw.get(pipeline, address)).json();
    String status = Json.text(told, "status");
    return status.isEmpty()
        ? Optional.of("nothing is told of it")
        : judged(what, status, Json.object(told, "error"));
  }

  /** A location may be forgotten once all is done. */
  private Optional<String> location(String what, URI address, State resource) throws Exception {
    int status =
        tally.glance(
            () -> {
              try {
                return Raw.get(pipeline, address).status();
              } catch (HttpRefused refused) {
                if (refused.status() != ABSENT) {
                  throw refused;
                }
                return ABSENT;
              }
            });
    if (status == ABSENT) {
      return judged(what, resource.now().orElse(SUCCEEDED), Map.of());
    }
    return status == 202 ? Optional.of("in progress") : Optional.empty();
  }

  private Optional<String> state(String what, Begun begun, State resource) throws Exception {
    String told = new String(begun.body(), StandardCharsets.UTF_8);
    if (told.contains("\"provisioningState\":\"" + SUCCEEDED + "\"") || begun.status() == 204) {
      return Optional.empty();
    }
    return judged(what, resource.now().orElse(SUCCEEDED), Map.of());
  }

  private static Optional<String> judged(String what, String status, Map<String, ?> error)
      throws OperationFailed {
    if (ENDED.contains(status)) {
      String code = Json.text(error, "code");
      throw new OperationFailed(
          code.isEmpty() ? status : code,
          what + " ended " + status + ": " + Json.text(error, "message"));
    }
    return status.isEmpty() || status.equals(SUCCEEDED) ? Optional.empty() : Optional.of(status);
  }
}
