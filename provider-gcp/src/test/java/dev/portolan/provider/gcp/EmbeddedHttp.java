package dev.portolan.provider.gcp;

import dev.portolan.images.registry.Registry;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.GcpCloud;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * Carries calls to Google, to functions and to the registry without a socket. A caller that was
 * killed stays dead: its calls end in an error that nobody catches.
 */
final class EmbeddedHttp extends HttpClient {
  private static final HttpClient SOCKETS = Registry.client();

  private final GcpCloud cloud;
  private final Optional<Images> images;
  private final Answering functions;
  private final String google;

  EmbeddedHttp(GcpCloud cloud, Optional<Images> images) {
    this.cloud = cloud;
    this.images = images;
    this.functions = new Answering(cloud);
    this.google = URI.create(cloud.settings().get("endpoint")).getAuthority();
  }

  /** Stands for the end of the caller's process. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    private Killed() {
      super("the caller was killed");
    }
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    requireAlive();
    if (request.uri().getAuthority().equals(google)) {
      return response(request, handler, ask(request));
    }
    Optional<WireResponse> direct = functions.answer(request);
    if (direct.isPresent()) {
      return response(request, handler, direct.get());
    }
    if (images.isPresent() && request.uri().getAuthority().equals(Images.HOST)) {
      return response(request, handler, images.get().answer(request, body(request)));
    }
    return SOCKETS.send(request, handler);
  }

  private void requireAlive() {
    if (cloud.faults().killed()) {
      throw new Killed();
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    try {
      return CompletableFuture.completedFuture(send(request, handler));
    } catch (IOException | InterruptedException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> push) {
    return sendAsync(request, handler);
  }

  private WireResponse ask(HttpRequest request) throws IOException {
    URI uri = request.uri();
    return cloud.handle(
        new WireRequest(
            request.method(),
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            WireHeaders.from(request.headers().map()),
            body(request)));
  }

  private static byte[] body(HttpRequest request) {
    BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
    request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(new Collector(bytes)));
    return request.bodyPublisher().isPresent()
        ? bytes.getBody().toCompletableFuture().join()
        : new byte[0];
  }

  /** Puts a body together again. */
  private record Collector(BodySubscriber<byte[]> bytes) implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      bytes.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      bytes.onNext(List.of(part));
    }

    @Override
    public void onError(Throwable failure) {
      bytes.onError(failure);
    }

    @Override
    public void onComplete() {
      bytes.onComplete();
    }
  }

  private static <T> HttpResponse<T> response(
      HttpRequest request, BodyHandler<T> handler, WireResponse answer) {
    HttpHeaders headers = HttpHeaders.of(answer.headers().asMap(), (name, value) -> true);
    BodySubscriber<T> subscriber = handler.apply(new Info(answer.status(), headers));
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            // all is handed over at once
          }

          @Override
          public void cancel() {
            // all is handed over at once
          }
        });
    subscriber.onNext(List.of(ByteBuffer.wrap(answer.body())));
    subscriber.onComplete();
    T body = subscriber.getBody().toCompletableFuture().join();
    return new Response<>(request, answer.status(), headers, body);
  }

  private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
      implements HttpResponse<T> {
    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return SOCKETS.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return SOCKETS.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return SOCKETS.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return SOCKETS.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return SOCKETS.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return SOCKETS.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return SOCKETS.authenticator();
  }

  @Override
  public Version version() {
    return SOCKETS.version();
  }

  @Override
  public Optional<Executor> executor() {
    return SOCKETS.executor();
  }
}
