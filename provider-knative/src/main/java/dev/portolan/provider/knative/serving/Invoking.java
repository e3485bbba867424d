package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.Deployer.Invocation;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.wire.Tally;
import io.fabric8.knative.serving.v1.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Calls a function where it answers HTTP: Knative has no other way in. */
public final class Invoking {
  private static final Duration PATIENCE = Duration.ofMinutes(11);

  private final HttpClient http;
  private final Tally tally;
  private final Map<String, String> environment;

  public Invoking(HttpClient http, Tally tally, Map<String, String> environment) {
    this.http = http;
    this.tally = tally;
    this.environment = environment;
  }

  public Invocation invoke(Service service, byte[] payload) throws Exception {
    String name = service.getMetadata().getName();
    String url = service.getStatus() == null ? null : service.getStatus().getUrl();
    if (url == null) {
      throw DeployException.of(
          DeployException.Kind.NOT_READY, name + " has no address yet", "see its status");
    }
    URI address = URI.create(url);
    boolean inside = address.getHost().endsWith(".svc.cluster.local");
    if (inside && !environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          name + " has an address inside the cluster only: " + url,
          "call it from a pod, or make it public");
    }
    String path = Ownership.annotation(service, Ownership.PATH).orElse("/");
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
            .build();
    HttpResponse<byte[]> response =
        tally.mutation(() -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    return new Invocation(response.statusCode() / 100 != 2, response.body());
  }
}
