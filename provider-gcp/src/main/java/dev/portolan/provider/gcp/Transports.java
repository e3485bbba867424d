package dev.portolan.provider.gcp;

import com.google.api.client.http.HttpTransport;
import dev.portolan.images.registry.Registry;
import dev.portolan.images.wire.Punctual;
import dev.portolan.provider.gcp.wire.JdkTransport;
import dev.portolan.provider.gcp.wire.Login;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What carries the calls.
 *
 * @param google to Google's APIs
 * @param http to registries, to storage and to functions
 * @param login who we are; empty for whom the settings or Google's libraries name
 */
record Transports(
    Supplier<HttpTransport> google, Supplier<HttpClient> http, Optional<Login> login) {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  static Transports real() {
    return new Transports(
        () -> JdkTransport.over(Punctual.over(client())),
        () -> Punctual.over(Registry.client()),
        Optional.empty());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .build();
  }
}
