package dev.portolan.provider.knative;

import dev.portolan.images.registry.Registry;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.serving.Way;
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
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * Carries calls to an embedded API server and its registry without a socket, and all others over
 * one: those to functions to their pods. A caller that was killed stays dead: its calls end in an
 * error that nobody catches.
 */
final class InProcessHttp extends HttpClient {
  private static final HttpClient SOCKETS = Registry.client();
  private final KnativeCloud cloud;
  private final InProcessAnswers answers;

  InProcessHttp(KnativeCloud cloud, URI apiServer) {
    this.cloud = cloud;
    this.answers = new InProcessAnswers(cloud, apiServer.getAuthority());
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
    Optional<WireResponse> direct = answers.answer(request);
    if (direct.isPresent()) {
      return response(request, handler, direct.get());
    }
    Optional<Way> way = cloud.way(request.uri().getAuthority());
    if (way.isPresent() && way.get().status() != 200) {
      WireResponse refused = WireResponse.of(way.get().status(), "text/plain", "");
      return response(request, handler, refused);
    }
    HttpRequest sent = way.map(to -> at(to.port(), request)).orElse(request);
    CompletableFuture<HttpResponse<T>> response = SOCKETS.sendAsync(sent, handler);
    while (true) {
      try {
        return response.get(20, TimeUnit.MILLISECONDS);
      } catch (TimeoutException waiting) {
        requireAlive();
      } catch (ExecutionException e) {
        requireAlive();
        throw new IOException(e.getCause().getMessage(), e.getCause());
      }
    }
  }

  /** A server that was told to kill its caller does not always hang up. */
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

  /** The same request to a pod. */
  private static HttpRequest at(int port, HttpRequest request) {
    URI uri = request.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    URI pod = URI.create("http://127.0.0.1:" + port + uri.getRawPath() + query);
    return HttpRequest.newBuilder(request, (name, value) -> true).uri(pod).build();
  }

  private static <T> HttpResponse<T> response(
      HttpRequest request, BodyHandler<T> handler, WireResponse answer) {
    HttpHeaders headers = HttpHeaders.of(answer.headers().asMap(), (name, value) -> true);
    HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Info(answer.status(), headers));
    subscriber.onSubscribe(new Once(subscriber, answer.body()));
    T body = subscriber.getBody().toCompletableFuture().join();
    return new Response<>(request, answer.status(), headers, body);
  }

  /** Hands the body over when it is asked for, once. */
  private static final class Once implements Flow.Subscription {
    private final HttpResponse.BodySubscriber<?> subscriber;
    private byte[] body;

    private Once(HttpResponse.BodySubscriber<?> subscriber, byte[] body) {
      this.subscriber = subscriber;
      this.body = body;
    }

    @Override
    public void request(long n) {
      if (body != null) {
        List<ByteBuffer> all = List.of(ByteBuffer.wrap(body).asReadOnlyBuffer());
        boolean empty = body.length == 0;
        body = null;
        if (!empty) {
          subscriber.onNext(all);
        }
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      body = null;
    }
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
