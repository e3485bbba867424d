package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.Deployer.Invocation;
import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Calls a function where it answers HTTP: Knative has no other way in. One that only events call
 * gets an event. The payload goes over plain HTTP only on loopback, from a pod to an address inside
 * its cluster, and where the settings allow it: an ingress without a certificate is Knative's
 * default.
 *
 * @see <a href="https://knative.dev/docs/serving/encryption/external-domain-tls/">external
 *     encryption</a>
 */
public final class Invoking {
  private static final Duration PATIENCE = Duration.ofMinutes(11);

  private final HttpClient http;
  private final Tally tally;
  private final Map<String, String> environment;
  private final boolean plainHttp;

  public Invoking(
      HttpClient http, Tally tally, Map<String, String> environment, boolean plainHttp) {
    this.http = http;
    this.tally = tally;
    this.environment = environment;
    this.plainHttp = plainHttp;
  }

  public Invocation invoke(Service service, byte[] payload) throws Exception {
    String name = service.getMetadata().getName();
    String url = service.getStatus() == null ? null : service.getStatus().getUrl();
    if (url == null) {
      throw DeployException.of(
          DeployException.Kind.NOT_READY, name + " has no address yet", "see its status");
    }
    URI address = URI.create(url);
    requireReachable(name, address);
    String path = Ownership.annotation(service, Ownership.PATH).orElse("/");
    boolean event = Ownership.annotation(service, Ownership.CALLED_BY).orElse("").equals("events");
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", event ? HandMadeEvent.MEDIA_TYPE : "application/json")
            .POST(BodyPublishers.ofByteArray(event ? HandMadeEvent.of(payload) : payload))
            .build();
    HttpResponse<byte[]> response =
        tally.mutation(() -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    return new Invocation(response.statusCode() / 100 != 2, response.body());
  }

  private void requireReachable(String name, URI address) {
    String host = String.valueOf(address.getHost());
    boolean inside = host.endsWith(".svc") || host.endsWith(".svc.cluster.local");
    if (inside && !environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          name + " has an address inside the cluster only: " + address,
          "call it from a pod, or make it public");
    }
    if (Loopback.inTheClear(address) && !inside && !plainHttp) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          name + " answers over plain HTTP, where its input can be read on the way: " + address,
          "give the cluster's ingress a certificate, or set portolan.knative.plainHttp=true where"
              + " you trust the network");
    }
  }
}
