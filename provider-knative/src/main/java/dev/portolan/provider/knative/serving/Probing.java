package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.images.image.Json;
import dev.portolan.images.packing.Probes;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.ServiceNames;
import io.fabric8.knative.serving.v1.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a new revision, under its own address, whether it is the function it shall be. The adapter
 * answers; the function is not called. The question holds no payload and no credentials, and the
 * answer names nothing but the function, so plain HTTP is good enough where the ingress has no
 * certificate.
 */
public final class Probing {
  /** How long an ingress and a name service may need for a new host name. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the adapter answers that runs in another revision than the one it is asked for. */
  private static final int OTHER_REVISION = 421;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration REQUEST = Duration.ofSeconds(20);

  private final HttpClient http;
  private final TimeSource time;
  private final KubeCalls kube;

  public Probing(HttpClient http, TimeSource time, KubeCalls kube) {
    this.http = http;
    this.time = time;
    this.kube = kube;
  }

  void run(Step.Run run, Wanted wanted) throws Exception {
    Instant end = time.now().plus(PATIENCE);
    while (true) {
      String said = ask(wanted);
      if (said.isEmpty()) {
        return;
      }
      if (!time.now().isBefore(end)) {
        throw DeployException.of(
            Kind.UNHEALTHY,
            wanted.revision() + " does not answer: " + said,
            "it is ready, says Knative; if this machine cannot reach the ingress, set"
                + " portolan.knative.probe=none");
      }
      run.waiting(wanted.revision() + ": " + said);
      time.sleep(PAUSE);
    }
  }

  /** Empty for the right answer, else what came instead. */
  private String ask(Wanted wanted) throws Exception {
    Optional<Service> service = kube.glanceAtService(wanted.service());
    Optional<URI> address = service.flatMap(each -> Traffic.tagUrl(each, wanted.revision()));
    if (address.isEmpty()) {
      return "the tag " + ServiceNames.TAG + " has no address yet";
    }
    URI uri = address.get().resolve(Probes.READY + "?revision=" + wanted.revision());
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(REQUEST).build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return judge(wanted, uri, response);
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return uri + ": " + message;
    }
  }

  private static String judge(Wanted wanted, URI uri, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() == OTHER_REVISION) {
      return uri + " is still answered by another revision";
    }
    if (response.statusCode() != 200) {
      return uri + " answers " + response.statusCode();
    }
    try {
      var json = Json.object(response.body());
      boolean right =
          json.path("$portolan").asText().equals("ready")
              && json.path("function").asText().equals(wanted.name());
      return right ? "" : uri + " answers " + body.substring(0, Math.min(200, body.length()));
    } catch (IOException notJson) {
      return uri + " answers something that is not ours";
    }
  }
}
