package dev.portolan.provider.knative;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Sends the first request of a kind to another server, and the rest on its way: a proxy between
 * would unpack what is uploaded.
 */
final class Detour extends HttpClient {
  private final HttpClient client;
  private final int port;
  private final AtomicReference<Predicate<HttpRequest>> which = new AtomicReference<>(r -> false);

  Detour(HttpClient client, int port) {
    this.client = client;
    this.port = port;
  }

  /** The next request of this kind goes the other way. */
  void divert(Predicate<HttpRequest> kind) {
    which.set(kind);
  }

  private HttpRequest routed(HttpRequest request) {
    Predicate<HttpRequest> kind = which.get();
    if (!kind.test(request) || !which.compareAndSet(kind, r -> false)) {
      return request;
    }
    URI uri = request.uri();
    String rest = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .uri(URI.create("http://127.0.0.1:" + port + rest))
        .build();
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(routed(request), handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return client.sendAsync(routed(request), handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> push) {
    return client.sendAsync(routed(request), handler, push);
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
