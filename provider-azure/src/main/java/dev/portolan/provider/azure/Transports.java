package dev.portolan.provider.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import dev.portolan.provider.azure.wire.Login;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What carries the calls.
 *
 * @param http to Azure, and to functions
 * @param login who we are; empty for whom the settings or azure-identity name
 */
record Transports(Supplier<HttpClient> http, Optional<Login> login) {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** Longer than the 230 seconds after which Azure gives up on a function. */
  private static final Duration ANSWER = Duration.ofSeconds(240);

  static Transports real() {
    return new Transports(Transports::client, Optional.empty());
  }

  private static HttpClient client() {
    return new JdkHttpClientBuilder(
            java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1))
        .connectionTimeout(CONNECT)
        .responseTimeout(ANSWER)
        .readTimeout(ANSWER)
        .writeTimeout(ANSWER)
        .build();
  }
}
