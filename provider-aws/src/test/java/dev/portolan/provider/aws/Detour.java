package dev.portolan.provider.aws;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Sends the first request of a kind to another server, over a socket, and the rest on its way. */
record Detour(
    SdkHttpClient straight,
    SdkHttpClient sockets,
    Predicate<SdkHttpRequest> which,
    int port,
    AtomicBoolean taken)
    implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    if (!which.test(request.httpRequest()) || !taken.compareAndSet(false, true)) {
      return straight.prepareRequest(request);
    }
    SdkHttpRequest elsewhere =
        request.httpRequest().toBuilder().protocol("http").host("127.0.0.1").port(port).build();
    HttpExecuteRequest.Builder detour = HttpExecuteRequest.builder().request(elsewhere);
    request.contentStreamProvider().ifPresent(detour::contentStreamProvider);
    return sockets.prepareRequest(detour.build());
  }

  @Override
  public void close() {
    // the test closes both
  }
}
