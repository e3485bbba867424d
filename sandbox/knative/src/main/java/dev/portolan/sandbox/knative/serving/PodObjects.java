package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.ArrayList;
import java.util.List;

/** Shows the pods of a revision as objects, with what their containers wait for. */
final class PodObjects {
  private final Objects objects;

  PodObjects(Objects objects) {
    this.objects = objects;
  }

  void show(ObjectNode revision, Workload.State state) {
    List<String> names = new ArrayList<>();
    for (PodSlot slot : state.slots()) {
      names.add(slot.name());
      boolean ready = slot.pod().isPresent();
      put(revision, slot.name(), ready ? running(revision, 0) : creating(revision));
    }
    if (state.failure().isPresent() && state.slots().isEmpty()) {
      String name = PodSlot.failed(Json.name(revision));
      names.add(name);
      put(revision, name, failed(revision, name, state.failure().get(), state.failures()));
    }
    for (ObjectNode pod : objects.list("", "pods", pod -> Objects.controlledBy(pod, revision))) {
      if (!names.contains(Json.name(pod))) {
        objects.delete("", "pods", pod);
      }
    }
  }

  private void put(ObjectNode revision, String name, ObjectNode status) {
    String namespace = Json.namespace(revision);
    ObjectNode pod =
        objects
            .find("", "pods", namespace, name)
            .orElseGet(() -> objects.create("", "pods", pod(revision, name)));
    if (!status.equals(pod.path("status"))) {
      objects.status("", "pods", pod, status);
    }
  }

  private ObjectNode pod(ObjectNode revision, String name) {
    ObjectNode pod = Objects.owned("v1", "Pod", name, revision);
    ObjectNode labels = Json.at(pod, "metadata", "labels");
    labels.put("app", Json.name(revision));
    labels.put("serving.knative.dev/revision", Json.name(revision));
    for (String key : List.of("configuration", "service")) {
      String value = Objects.label(revision, "serving.knative.dev/" + key);
      if (!value.isEmpty()) {
        labels.put("serving.knative.dev/" + key, value);
      }
    }
    ObjectNode container = pod.putObject("spec").putArray("containers").addObject();
    JsonNode user = Workloads.userContainer(revision);
    container.put("name", user.path("name").asText()).put("image", user.path("image").asText());
    return pod;
  }

  private ObjectNode status(ObjectNode revision, String phase, boolean ready, int restarts) {
    JsonNode user = Workloads.userContainer(revision);
    ObjectNode status = Json.object().put("phase", phase);
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready ? "True" : "False");
    status
        .putArray("containerStatuses")
        .addObject()
        .put("name", user.path("name").asText())
        .put("image", user.path("image").asText())
        .put("ready", ready)
        .put("restartCount", restarts);
    return status;
  }

  private ObjectNode running(ObjectNode revision, int restarts) {
    ObjectNode status = status(revision, "Running", true, restarts);
    container(status).putObject("state").putObject("running");
    return status;
  }

  private ObjectNode creating(ObjectNode revision) {
    ObjectNode status = status(revision, "Pending", false, 0);
    container(status).putObject("state").putObject("waiting").put("reason", "ContainerCreating");
    return status;
  }

  private static ObjectNode container(ObjectNode status) {
    return (ObjectNode) status.path("containerStatuses").path(0);
  }

  private ObjectNode failed(ObjectNode revision, String name, PodFailure failure, int failures) {
    boolean exited = failure.exited();
    ObjectNode status =
        status(revision, exited ? "Running" : "Pending", false, exited ? failures : 0);
    ObjectNode waiting = container(status).putObject("state").putObject("waiting");
    if (exited) {
      waiting.put("reason", "CrashLoopBackOff");
      waiting.put(
          "message",
          "back-off %ds restarting failed container=%s pod=%s_%s(%s)"
              .formatted(
                  RevisionController.backoff(failures).toSeconds(),
                  container(status).path("name").asText(),
                  name,
                  Json.namespace(revision),
                  revision.path("metadata").path("uid").asText()));
      container(status)
          .putObject("lastState")
          .putObject("terminated")
          .put("exitCode", failure.exitCode())
          .put("reason", failure.reason())
          .put("message", failure.message());
    } else {
      boolean again = failures > 1 || shown(revision, name, failure.reason());
      waiting.put("reason", again ? later(failure.reason()) : failure.reason());
      waiting.put("message", failure.message());
    }
    return status;
  }

  /** Whether the pod tells this reason already, or the one that follows it. */
  private boolean shown(ObjectNode revision, String name, String reason) {
    String told =
        objects
            .find("", "pods", Json.namespace(revision), name)
            .map(pod -> pod.at("/status/containerStatuses/0/state/waiting/reason").asText())
            .orElse("");
    return told.equals(reason) || told.equals(later(reason));
  }

  /** What the kubelet calls it from the second time on. */
  static String later(String reason) {
    return reason.equals("ErrImagePull") ? "ImagePullBackOff" : reason;
  }
}
