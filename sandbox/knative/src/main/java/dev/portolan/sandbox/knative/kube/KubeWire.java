package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireResponse;
import java.nio.charset.StandardCharsets;

/** Answers as they stand on the wire. */
final class KubeWire {
  private KubeWire() {}

  static WireResponse answer(int status, JsonNode body) {
    return new WireResponse(
        status, WireHeaders.of("Content-Type", "application/json"), Json.bytes(body));
  }

  static WireResponse refused(KubeRefusal refusal) {
    WireResponse response = answer(refusal.code(), refusal.status());
    int seconds = refusal.status().path("details").path("retryAfterSeconds").asInt();
    return seconds == 0 ? response : response.with("Retry-After", Integer.toString(seconds));
  }

  /**
   * An object, or its metadata alone where the request asks for no more. Source: kubernetes.io,
   * "Kubernetes API Concepts: Metadata-only fetches".
   */
  static WireResponse asAccepted(ApiRequest request, WireResponse whole) {
    String accept = request.wire().headers().first("Accept").orElse("");
    if (!accept.contains("as=PartialObjectMetadata") || whole.status() != 200) {
      return whole;
    }
    ObjectNode partial = Json.object();
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set(
        "metadata", Json.read(new String(whole.body(), StandardCharsets.UTF_8)).path("metadata"));
    return answer(200, partial);
  }

  static WireResponse noSuchPath() {
    return WireResponse.of(404, "text/plain; charset=utf-8", "404 page not found\n");
  }

  /** How the server words a fault that is answered. */
  static WireResponse fault(Fault fault) {
    return refused(
        switch (fault.kind()) {
          case THROTTLE -> KubeErrors.tooManyRequests(1);
          case IN_PROGRESS ->
              new KubeRefusal(
                  KubeErrors.status(
                      409,
                      "Conflict",
                      "Operation cannot be fulfilled: the object has been modified; please apply"
                          + " your changes to the latest version and try again"));
          case EXPIRED_CREDENTIALS -> KubeErrors.unauthorized();
          default -> KubeErrors.internal("etcdserver: request timed out");
        });
  }
}
