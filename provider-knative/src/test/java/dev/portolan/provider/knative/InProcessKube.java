package dev.portolan.provider.knative;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Gives the Kubernetes client a transport of the test's. */
final class InProcessKube extends JdkHttpClientFactory {
  private final HttpClient transport;

  InProcessKube(HttpClient transport) {
    this.transport = transport;
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return new Ready(transport);
  }

  /** Builds what is there, whatever is asked for. */
  private record Ready(HttpClient client) implements HttpClient.Builder {
    @Override
    public HttpClient build() {
      return client;
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler value) {
      return this;
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration value) {
      return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext value) {
      return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters value) {
      return this;
    }

    @Override
    public HttpClient.Builder executor(Executor value) {
      return this;
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect value) {
      return this;
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version value) {
      return this;
    }

    @Override
    public HttpClient.Builder priority(int value) {
      return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector value) {
      return this;
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator value) {
      return this;
    }
  }
}
