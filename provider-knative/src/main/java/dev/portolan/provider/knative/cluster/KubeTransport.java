package dev.portolan.provider.knative.cluster;

import dev.portolan.images.wire.Punctual;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Carries the Kubernetes client's calls: each ends in time, none is sent on to another address with
 * the token in it, and a page of HTML is no answer.
 */
public final class KubeTransport extends JdkHttpClientFactory {
  private final Optional<Duration> most;

  /**
   * A transport.
   *
   * @param most longest time for one call, where the client's own is too long
   */
  public KubeTransport(Optional<Duration> most) {
    this.most = most;
  }

  /** The client follows redirects wherever they lead, and Java's sends the token along. */
  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.followRedirects(HttpClient.Redirect.NEVER);
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return new Wrapping(super.createNewHttpClientBuilder(), this::wrap);
  }

  private HttpClient wrap(HttpClient client) {
    Punctual punctual = Punctual.over(client).through(PlainAnswer::refusal);
    return most.isPresent() ? punctual.within(most.get()) : punctual;
  }

  /** A builder that wraps what it has built. */
  private record Wrapping(HttpClient.Builder builder, UnaryOperator<HttpClient> around)
      implements HttpClient.Builder {
    @Override
    public HttpClient build() {
      return around.apply(builder.build());
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler value) {
      builder.cookieHandler(value);
      return this;
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration value) {
      builder.connectTimeout(value);
      return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext value) {
      builder.sslContext(value);
      return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters value) {
      builder.sslParameters(value);
      return this;
    }

    @Override
    public HttpClient.Builder executor(Executor value) {
      builder.executor(value);
      return this;
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect value) {
      builder.followRedirects(value);
      return this;
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version value) {
      builder.version(value);
      return this;
    }

    @Override
    public HttpClient.Builder priority(int value) {
      builder.priority(value);
      return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector value) {
      builder.proxy(value);
      return this;
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator value) {
      builder.authenticator(value);
      return this;
    }
  }
}
