package dev.portolan.images.wire;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Ends each answer when its request's timeout says so, and gives its body as long again, from the
 * headers on: of itself the client stops counting when they are there, and waits for the rest for
 * ever. Says the name of a host that there is not.
 *
 * @see <a href="https://bugs.openjdk.org/browse/JDK-8208693">JDK-8208693</a>
 */
public final class Punctual extends HttpClient {
  private final HttpClient client;
  private final Optional<Gate> gate;
  private final Optional<Duration> most;

  private Punctual(HttpClient client, Optional<Gate> gate, Optional<Duration> most) {
    this.client = client;
    this.gate = gate;
    this.most = most;
  }

  /** Looks at the head of an answer. */
  @FunctionalInterface
  public interface Gate {
    /** Why the answer is none; empty if it is one. */
    Optional<IOException> refusal(HttpRequest request, ResponseInfo answer);
  }

  /** A client over another; bodies that are read as a stream may take their time. */
  public static Punctual over(HttpClient client) {
    return new Punctual(client, Optional.empty(), Optional.empty());
  }

  /** The same that lets only some answers pass, and those whole, also where they are streamed. */
  public Punctual through(Gate only) {
    return new Punctual(client, Optional.of(only), most);
  }

  /** The same with no timeout longer than this. */
  public Punctual within(Duration longest) {
    return new Punctual(client, gate, Optional.of(longest));
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = sendAsync(request, handler);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (unresolved(e)) {
        throw (IOException) new UnknownHostException(request.uri().getHost()).initCause(e);
      }
      throw e.getCause() instanceof IOException lost
          ? lost
          : new IOException(e.getCause().toString(), e.getCause());
    }
  }

  /** Whether a host's name is none; the client says so without any words, nor the name. */
  private static boolean unresolved(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    HttpRequest timely = timely(request);
    return client.sendAsync(timely, bounded(timely, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> push) {
    HttpRequest timely = timely(request);
    return client.sendAsync(timely, bounded(timely, handler), push);
  }

  private HttpRequest timely(HttpRequest request) {
    boolean fits =
        most.isEmpty() || request.timeout().filter(t -> t.compareTo(most.get()) <= 0).isPresent();
    return fits
        ? request
        : HttpRequest.newBuilder(request, (name, value) -> true).timeout(most.get()).build();
  }

  private <T> BodyHandler<T> bounded(HttpRequest request, BodyHandler<T> handler) {
    return info -> {
      Optional<IOException> refusal = gate.flatMap(each -> each.refusal(request, info));
      if (refusal.isPresent()) {
        return new RefusedBody<>(refusal.get());
      }
      HttpResponse.BodySubscriber<T> body = handler.apply(info);
      boolean streamed = body.getBody().toCompletableFuture().isDone();
      return request.timeout().isEmpty() || streamed && gate.isEmpty()
          ? body
          : new TimedBody<>(body, request.timeout().get());
    };
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
