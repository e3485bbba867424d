package dev.portolan.sandbox.knative.client;

import dev.portolan.sandbox.knative.kube.Answer;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer as the client reads it. */
record InProcessResponse(HttpRequest request, Answer answer, AsyncBody body)
    implements HttpResponse<AsyncBody> {
  @Override
  public int code() {
    return answer instanceof Answer.Whole whole ? whole.response().status() : 200;
  }

  @Override
  public Map<String, List<String>> headers() {
    return answer instanceof Answer.Whole whole
        ? whole.response().headers().asMap()
        : Map.of("Content-Type", List.of("application/json"));
  }

  @Override
  public List<String> headers(String key) {
    return headers().entrySet().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(key))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  @Override
  public Optional<HttpResponse<?>> previousResponse() {
    return Optional.empty();
  }
}
