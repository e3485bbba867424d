package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.images.pod.Container;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Starts instances of revisions. */
@FunctionalInterface
public interface InstanceRunner {
  /** The startup probe of a service that asks for none: a connection within 240 seconds. */
  Duration PATIENCE = Duration.ofSeconds(240);

  /** Starts one, and waits until it takes connections; {@code log} takes its lines. */
  Pod start(RevisionPlan plan, Consumer<String> log)
      throws PodFailedException, InterruptedException;

  /** Runs whatever a revision is as a container. */
  static InstanceRunner of(PodRunner pods) {
    return (plan, log) -> {
      String image = plan.code() instanceof Code.Image container ? container.reference() : "";
      Container container =
          new Container(
              plan.command(),
              plan.arguments(),
              "",
              (plan.memoryBytes() >> 20) + "Mi",
              "",
              Optional.empty());
      String name = plan.revision().substring(plan.revision().lastIndexOf('/') + 1);
      Map<String, String> environment = new TreeMap<>(plan.environment());
      environment.putIfAbsent(
          "CLOUD_RUN_TIMEOUT_SECONDS", Long.toString(plan.timeout().toSeconds()));
      return pods.start(new PodPlan(name, image, container, environment, PATIENCE, log));
    };
  }
}
