package dev.portolan.provider.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.GcpCloud;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * What every revision answers that has no JVM: to a probe what Portolan's adapter would, and to
 * those whom Google lets in.
 *
 * @param cloud tells what is reached where
 */
record Answering(GcpCloud cloud) {
  private static final String HOST = ".a.run.app";

  /** Empty for what goes elsewhere. */
  Optional<WireResponse> answer(HttpRequest request) {
    String host = request.uri().getHost();
    if (!host.endsWith(HOST)) {
      return Optional.empty();
    }
    ObjectNode state = cloud.state();
    for (JsonNode service : state.path("runServices")) {
      for (JsonNode target : service.path("trafficStatuses")) {
        String address =
            target.path("uri").asText(target.has("tag") ? "" : service.path("uri").asText());
        if (address.equals("https://" + host)) {
          return Optional.of(
              mayCall(state, service, request) ? ready(request, state, service, target) : no(403));
        }
      }
    }
    return Optional.of(no(404));
  }

  private boolean mayCall(ObjectNode state, JsonNode service, HttpRequest request) {
    String token =
        request.headers().firstValue("Authorization").orElse("").replaceFirst("^Bearer ", "");
    boolean open =
        state
            .path("runPolicies")
            .path(service.path("name").asText())
            .toString()
            .contains("allUsers");
    return open || cloud.tokens().identified(token, service.path("uri").asText()).isPresent();
  }

  private static WireResponse ready(
      HttpRequest request, ObjectNode state, JsonNode service, JsonNode target) {
    String latest = service.path("latestReadyRevision").asText();
    String name = target.path("revision").asText(latest.substring(latest.lastIndexOf('/') + 1));
    if (!("revision=" + name).equals(request.uri().getQuery())) {
      return no(421);
    }
    JsonNode revision =
        state.path("runRevisions").path(service.path("name").asText() + "/revisions/" + name);
    for (JsonNode variable : revision.path("containers").path(0).path("env")) {
      if (variable.path("name").asText().equals("PORTOLAN_FUNCTION")) {
        return WireResponse.of(
            200,
            "application/json",
            "{\"$portolan\":\"ready\",\"function\":\"%s\"}"
                .formatted(variable.path("value").asText()));
      }
    }
    return no(500);
  }

  private static WireResponse no(int status) {
    return WireResponse.of(status, "text/plain", "");
  }
}
