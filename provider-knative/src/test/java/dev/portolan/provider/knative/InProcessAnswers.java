package dev.portolan.provider.knative;

import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.registry.RegistryRequest;
import dev.portolan.sandbox.images.registry.RegistryService;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.kube.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Flow;

/** What an embedded API server and its registry answer, without a socket. */
record InProcessAnswers(KnativeCloud cloud, String apiServer) {
  /** The answer; empty if it is neither of them that is asked. */
  Optional<WireResponse> answer(HttpRequest request) throws IOException {
    String authority = request.uri().getAuthority();
    if (authority.equals(apiServer)) {
      return Optional.of(object(request));
    }
    return authority.equals(cloud.registry()) ? Optional.of(image(request)) : Optional.empty();
  }

  private WireResponse object(HttpRequest request) throws IOException {
    URI uri = request.uri();
    WireRequest wire =
        new WireRequest(
            request.method(),
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            WireHeaders.from(request.headers().map()),
            body(request));
    try {
      return ((Answer.Whole) cloud.server().api().handle(wire)).response();
    } catch (ConnectionLostException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private WireResponse image(HttpRequest request) throws IOException {
    RegistryService.Answer answer =
        cloud
            .images()
            .answer(
                new RegistryRequest(
                    request.method(),
                    request.uri(),
                    request.headers()::firstValue,
                    new ByteArrayInputStream(body(request))));
    WireResponse response =
        answer.response().with("Content-Length", Long.toString(answer.length()));
    Optional<Path> file = answer.file();
    byte[] bytes =
        file.isPresent() && !request.method().equals("HEAD")
            ? Files.readAllBytes(file.get())
            : response.body();
    return new WireResponse(response.status(), response.headers(), bytes);
  }

  private static byte[] body(HttpRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(new Collector(bytes)));
    return bytes.toByteArray();
  }

  private record Collector(ByteArrayOutputStream bytes) implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
      byte[] next = new byte[part.remaining()];
      part.get(next);
      bytes.writeBytes(next);
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void onComplete() {
      // all is there
    }
  }
}
