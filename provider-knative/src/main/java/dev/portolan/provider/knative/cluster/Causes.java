package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import io.fabric8.knative.pkg.apis.Condition;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out why a revision does not become ready, from its conditions and its pods, long before
 * Knative's own deadline of ten minutes.
 */
final class Causes {
  /** Reasons after which waiting is pointless, as the kubelet words them. */
  private static final Set<String> IMAGE =
      Set.of("ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  private static final Set<String> CONFIGURATION =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");
  private static final String CRASHING = "CrashLoopBackOff";
  private static final int TAIL = 20;

  private final KubeCalls kube;

  Causes(KubeCalls kube) {
    this.kube = kube;
  }

  /**
   * How it stands with a revision that is not ready.
   *
   * @param cause why it will not become ready; empty while it still may
   * @param waiting what to tell people who wait
   */
  record Look(Optional<DeployException> cause, String waiting) {}

  Look at(String revision, Optional<Revision> seen) throws Exception {
    List<Pod> pods = pods(revision);
    return new Look(cause(revision, seen, pods), waiting(seen, pods));
  }

  private Optional<DeployException> cause(String revision, Optional<Revision> seen, List<Pod> pods)
      throws Exception {
    for (Pod pod : pods) {
      Optional<DeployException> cause = pod(revision, pod);
      if (cause.isPresent()) {
        return cause;
      }
    }
    Optional<Condition> failed =
        seen.map(Conditions::of)
            .filter(each -> each.isFalse(Conditions.READY))
            .flatMap(Conditions::failed);
    return failed.isPresent()
        ? Optional.of(condition(revision, failed.get(), pods))
        : Optional.empty();
  }

  private static String waiting(Optional<Revision> seen, List<Pod> pods) {
    for (Pod pod : pods) {
      for (PodCondition condition : pod.getStatus().getConditions()) {
        if ("PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus())) {
          return condition.getReason() + ": " + condition.getMessage();
        }
      }
      Optional<String> container =
          container(pod)
              .filter(each -> each.getState().getWaiting() != null)
              .map(each -> each.getState().getWaiting().getReason());
      if (container.isPresent()) {
        return container.get();
      }
    }
    return seen.map(each -> Conditions.of(each).waitingFor()).orElse("not created yet");
  }

  private Optional<DeployException> pod(String revision, Pod pod) throws Exception {
    Optional<ContainerStatus> container = container(pod);
    if (container.isEmpty()) {
      return Optional.empty();
    }
    var waiting = container.get().getState().getWaiting();
    if (waiting != null && IMAGE.contains(waiting.getReason())) {
      return Optional.of(
          unhealthy(
              revision + " cannot pull its image: " + waiting.getMessage(),
              "let the nodes reach the registry (portolan.knative.pullRegistry) and give them its"
                  + " credentials (portolan.knative.pullSecret)"));
    }
    if (waiting != null && CONFIGURATION.contains(waiting.getReason())) {
      return Optional.of(
          unhealthy(
              revision + " cannot start: " + waiting.getReason() + ": " + waiting.getMessage(),
              "create the secret or the key that it names, then deploy again"));
    }
    boolean crashed = waiting != null && CRASHING.equals(waiting.getReason());
    var ended = container.get().getState().getTerminated();
    if (crashed || ended != null && ended.getExitCode() != 0) {
      return Optional.of(crash(revision, pod, container.get(), crashed));
    }
    return Optional.empty();
  }

  private DeployException crash(String revision, Pod pod, ContainerStatus container, boolean before)
      throws Exception {
    var ended =
        before
            ? Optional.ofNullable(container.getLastState()).map(each -> each.getTerminated())
            : Optional.ofNullable(container.getState().getTerminated());
    String how =
        ended
            .map(
                each ->
                    "OOMKilled".equals(each.getReason())
                        ? "was killed for using more memory than it has"
                        : "ended with code " + each.getExitCode())
            .orElse("ends again and again");
    return unhealthy(
        revision + " " + how + tail(pod, before), "the revision that served before still serves");
  }

  private String tail(Pod pod, boolean before) throws Exception {
    try {
      String log = kube.logTail(pod, TAIL, before).strip();
      return log.isEmpty() ? " and logged nothing" : "; its last lines:\n" + log.indent(2);
    } catch (KubernetesClientException e) {
      return " (its log cannot be read: HTTP " + e.getCode() + ")";
    }
  }

  private DeployException condition(String revision, Condition failed, List<Pod> pods)
      throws Exception {
    String text = Conditions.text(failed);
    if (text.contains("exceeded quota")) {
      return DeployException.of(
          Kind.QUOTA_EXCEEDED,
          revision + " does not fit: " + text,
          "ask for less memory or CPU, or have the namespace's quota raised");
    }
    boolean exited = text.startsWith("ExitCode") || text.contains("Container failed with");
    String tail = exited && !pods.isEmpty() && text.length() < 60 ? tail(pods.get(0), true) : "";
    return unhealthy(
        revision + " failed: " + text + tail, "the revision that served before still serves");
  }

  private List<Pod> pods(String revision) throws Exception {
    try {
      return kube.podsOfRevision(revision);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return List.of();
      }
      throw e;
    }
  }

  private static Optional<ContainerStatus> container(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(each -> KubeCalls.CONTAINER.equals(each.getName()))
        .filter(each -> each.getState() != null)
        .findFirst();
  }

  private static DeployException unhealthy(String message, String hint) {
    return DeployException.of(Kind.UNHEALTHY, message, hint);
  }
}
