package dev.portolan.sandbox.knative.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the client's own configuration is collected in. */
final class InProcessBuilder
    extends StandardHttpClientBuilder<InProcessHttpClient, InProcessClients, InProcessBuilder> {
  InProcessBuilder(InProcessClients clients) {
    super(clients);
  }

  @Override
  public HttpClient build() {
    AtomicBoolean closed = client == null ? new AtomicBoolean() : client.getClosed();
    return new InProcessHttpClient(this, clientFactory.api(), closed);
  }

  @Override
  protected InProcessBuilder newInstance(InProcessClients clients) {
    return new InProcessBuilder(clients);
  }
}
