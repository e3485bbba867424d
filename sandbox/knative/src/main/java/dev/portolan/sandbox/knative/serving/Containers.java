package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.images.pod.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The container of a revision. Asked whether it is ready as queue-proxy does: a connection, or a
 * GET. Source: knative/serving {@code pkg/queue/health/probe.go}. Probes by command and by gRPC are
 * taken as a connection.
 */
final class Containers {
  private static final Map<String, String> PROBE =
      Map.of("User-Agent", "kube-probe/1.33", "K-Kubelet-Probe", "queue");

  private Containers() {}

  static Container from(JsonNode container) {
    JsonNode limits = container.path("resources").path("limits");
    JsonNode probe = container.path("readinessProbe");
    Optional<Container.Question> ready =
        probe.has("httpGet")
            ? Optional.of(
                new Container.Question(probe.path("httpGet").path("path").asText("/"), PROBE))
            : Optional.empty();
    return new Container(
        words(container.path("command")),
        words(container.path("args")),
        container.path("workingDir").asText(""),
        limits.path("memory").asText(""),
        limits.path("cpu").asText(""),
        ready);
  }

  private static List<String> words(JsonNode texts) {
    List<String> words = new ArrayList<>();
    texts.forEach(each -> words.add(each.asText()));
    return words;
  }
}
