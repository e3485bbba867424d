package dev.portolan.provider.knative;

import dev.portolan.provider.knative.registry.Registry;
import io.fabric8.kubernetes.client.http.HttpClient.Factory;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What carries the calls.
 *
 * @param kube to API servers; empty for the client's own
 * @param http to registries and to functions
 */
record Transports(Optional<Factory> kube, Supplier<HttpClient> http) {
  static Transports real() {
    return new Transports(Optional.empty(), Registry::client);
  }
}
