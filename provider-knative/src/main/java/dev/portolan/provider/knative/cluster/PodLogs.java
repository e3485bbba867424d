package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.driver.Deployer.LogLine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the logs of the pods that are there. What a pod logged that is gone is gone too, unless the
 * cluster collects it elsewhere.
 */
public final class PodLogs {
  private final KubeCalls kube;

  public PodLogs(KubeCalls kube) {
    this.kube = kube;
  }

  /** Tells lines from an instant on, oldest first; returns the instant to continue from. */
  public Instant tell(String service, Instant from, Consumer<LogLine> sink) throws Exception {
    List<LogLine> lines = new ArrayList<>();
    for (Pod pod : kube.podsOfService(service)) {
      for (String line : log(pod, from).split("\n")) {
        line(line).filter(each -> !each.time().isBefore(from)).ifPresent(lines::add);
      }
    }
    lines.sort(Comparator.comparing(LogLine::time));
    lines.forEach(sink);
    return lines.isEmpty() ? from : lines.get(lines.size() - 1).time().plusNanos(1);
  }

  /** Nothing, where the pod is gone since it was listed or has not started its container. */
  private String log(Pod pod, Instant from) throws Exception {
    try {
      return kube.log(pod, from);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 400) {
        return "";
      }
      throw e;
    }
  }

  private static Optional<LogLine> line(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LogLine(Instant.parse(text.substring(0, space)), text.substring(space + 1)));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
