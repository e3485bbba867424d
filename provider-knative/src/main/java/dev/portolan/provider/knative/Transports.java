package dev.portolan.provider.knative;

import dev.portolan.images.registry.Registry;
import dev.portolan.images.wire.Punctual;
import dev.portolan.provider.knative.cluster.KubeTransport;
import io.fabric8.kubernetes.client.http.HttpClient.Factory;
import java.net.http.HttpClient;
import java.time.Duration;
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
    return new Transports(
        Optional.of(new KubeTransport(Optional.empty())), () -> Punctual.over(Registry.client()));
  }

  /** The same with no patience for any one call beyond a time. */
  static Transports real(Duration most) {
    return new Transports(
        Optional.of(new KubeTransport(Optional.of(most))),
        () -> Punctual.over(Registry.client()).within(most));
  }
}
