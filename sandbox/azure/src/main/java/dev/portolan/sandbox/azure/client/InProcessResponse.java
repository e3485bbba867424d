package dev.portolan.sandbox.azure.client;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.portolan.sandbox.WireResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response as the clients read it. */
final class InProcessResponse extends HttpResponse {
  private final WireResponse response;
  private final HttpHeaders headers = new HttpHeaders();

  InProcessResponse(HttpRequest request, WireResponse response) {
    super(request);
    this.response = response;
    response
        .headers()
        .asMap()
        .forEach((name, values) -> headers.set(HttpHeaderName.fromString(name), values));
    if (response.headers().first("Content-Length").isEmpty()) {
      headers.set(HttpHeaderName.CONTENT_LENGTH, String.valueOf(response.body().length));
    }
  }

  @Override
  public int getStatusCode() {
    return response.status();
  }

  @Override
  @Deprecated
  public String getHeaderValue(String name) {
    return headers.getValue(HttpHeaderName.fromString(name));
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public Flux<ByteBuffer> getBody() {
    return Flux.just(ByteBuffer.wrap(response.body()));
  }

  @Override
  public Mono<byte[]> getBodyAsByteArray() {
    return Mono.just(response.body());
  }

  @Override
  public Mono<String> getBodyAsString() {
    return getBodyAsString(StandardCharsets.UTF_8);
  }

  @Override
  public Mono<String> getBodyAsString(Charset charset) {
    return Mono.just(new String(response.body(), charset));
  }
}
