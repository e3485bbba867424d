package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with what it was given, in order, and remembers what it was asked. */
final class CannedClient implements HttpClient {
  private final Deque<Canned> answers = new ArrayDeque<>();
  private final List<HttpRequest> requests = new ArrayList<>();

  private record Canned(int status, String body) {}

  void answer(int status, String body) {
    answers.add(new Canned(status, body));
  }

  List<HttpRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromSupplier(
        () -> {
          requests.add(request);
          return new Response(request, answers.remove());
        });
  }

  private static final class Response extends HttpResponse {
    private final Canned canned;

    private Response(HttpRequest request, Canned canned) {
      super(request);
      this.canned = canned;
    }

    @Override
    public int getStatusCode() {
      return canned.status();
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
      return null;
    }

    @Override
    public HttpHeaders getHeaders() {
      return new HttpHeaders();
    }

    @Override
    public Flux<ByteBuffer> getBody() {
      return Flux.just(ByteBuffer.wrap(canned.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
      return Mono.just(canned.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Mono<String> getBodyAsString() {
      return Mono.just(canned.body());
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
      return Mono.just(canned.body());
    }
  }
}
