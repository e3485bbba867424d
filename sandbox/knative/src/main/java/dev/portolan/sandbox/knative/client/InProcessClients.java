package dev.portolan.sandbox.knative.client;

import dev.portolan.sandbox.knative.kube.KubeApi;
import io.fabric8.kubernetes.client.http.HttpClient;

/**
 * Makes HTTP clients whose requests reach an API server in this process. Never found by a search:
 * it is given to {@code KubernetesClientBuilder.withHttpClientFactory}.
 */
public final class InProcessClients implements HttpClient.Factory {
  private final KubeApi api;

  public InProcessClients(KubeApi api) {
    this.api = api;
  }

  @Override
  public HttpClient.Builder newBuilder() {
    return new InProcessBuilder(this);
  }

  KubeApi api() {
    return api;
  }
}
