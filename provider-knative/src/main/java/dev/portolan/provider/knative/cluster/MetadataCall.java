package dev.portolan.provider.knative.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Reads an object's metadata and no more, which the client has no method for.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches">metadata-only
 *     fetches</a>
 */
final class MetadataCall {
  private static final String ACCEPT =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MetadataCall() {}

  /** Empty if there is no such object. */
  static Optional<ObjectMeta> get(KubernetesClient client, String path) throws Exception {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(client.getMasterUrl().toString().replaceFirst("/*$", "/api/v1/") + path)
            .header("Accept", ACCEPT)
            .timeout(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS)
            .build();
    HttpResponse<byte[]> response = sent(client, request);
    JsonNode answer = MAPPER.readTree(response.body());
    if (response.code() == 404 && answer.path("kind").asText().equals("Status")) {
      return Optional.empty();
    }
    if (response.code() != 200) {
      Status status = KubeJson.SHARED.convertValue(answer, Status.class);
      throw new KubernetesClientException(status.getMessage(), response.code(), status);
    }
    if (!answer.path("metadata").has("name")) {
      throw new UnreadableAnswer("metadata");
    }
    return Optional.of(KubeJson.SHARED.convertValue(answer.path("metadata"), ObjectMeta.class));
  }

  private static HttpResponse<byte[]> sent(KubernetesClient client, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.getHttpClient().sendAsync(request, byte[].class).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }
}
