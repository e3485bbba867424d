package dev.portolan.sandbox.knative.client;

import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.knative.kube.Answer;
import dev.portolan.sandbox.knative.kube.KubeApi;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers in the thread that asks, so that a caller's death in a call is the death of that thread.
 * Watches go on in a thread of their own.
 */
final class InProcessHttpClient
    extends StandardHttpClient<InProcessHttpClient, InProcessClients, InProcessBuilder> {
  private final KubeApi api;

  InProcessHttpClient(InProcessBuilder builder, KubeApi api, AtomicBoolean closed) {
    super(builder, closed);
    this.api = api;
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
      StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    try {
      Answer answer = api.handle(wire(request));
      InProcessBody body = new InProcessBody(consumer, answer);
      return CompletableFuture.completedFuture(new InProcessResponse(request, answer, body));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static WireRequest wire(StandardHttpRequest request) throws IOException {
    URI uri = request.uri();
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    if (request.getContentType() != null) {
      headers.put("Content-Type", List.of(request.getContentType()));
    }
    return new WireRequest(
        request.method(),
        uri.getRawPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
        WireHeaders.from(headers),
        body(request.body()));
  }

  private static byte[] body(StandardHttpRequest.BodyContent content) throws IOException {
    if (content instanceof StandardHttpRequest.StringBodyContent text) {
      return text.getContent().getBytes(StandardCharsets.UTF_8);
    }
    if (content instanceof StandardHttpRequest.ByteArrayBodyContent bytes) {
      return bytes.getContent();
    }
    return content instanceof StandardHttpRequest.InputStreamBodyContent stream
        ? stream.getContent().readAllBytes()
        : new byte[0];
  }

  /** There are no web sockets; the client then watches by plain GET. */
  @Override
  public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
      StandardWebSocketBuilder wanted, WebSocket.Listener listener) {
    WebSocketUpgradeResponse refused = new WebSocketUpgradeResponse(wanted.asHttpRequest(), 200);
    return CompletableFuture.completedFuture(
        new WebSocketResponse(refused, new IOException("no web sockets here")));
  }

  @Override
  protected void doClose() {
    // there is no connection to close
  }
}
