package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.knative.kube.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From a Revision to pods, and their state back to it. Source: knative/serving {@code
 * pkg/reconciler/revision}, {@code pkg/apis/serving/v1/revision_lifecycle.go}.
 */
final class RevisionController {
  private static final String GROUP = ServiceController.GROUP;
  private static final List<String> DEPENDENTS = List.of("ContainerHealthy", "ResourcesAvailable");
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration LAST_BACKOFF = Duration.ofMinutes(5);

  private final Objects objects;
  private final Workloads workloads;
  private final DigestResolution digests;
  private final PodObjects pods;
  private final Map<String, Instant> retries = new ConcurrentHashMap<>();

  RevisionController(Objects objects, Workloads workloads, DigestResolution digests) {
    this.objects = objects;
    this.workloads = workloads;
    this.digests = digests;
    this.pods = new PodObjects(objects);
  }

  void reconcile(ObjectNode revision) {
    ObjectNode status = Json.object();
    JsonNode old = revision.path("status");
    status.put("observedGeneration", revision.path("metadata").path("generation").asLong());
    Conditions conditions = Conditions.of(old, DEPENDENTS, objects.now());
    if (old.path("observedGeneration").asLong() == 0) {
      conditions.unknown("ResourcesAvailable", "ResolvingDigests", "");
    } else if (resolved(revision, status, conditions)) {
      pods(revision, status, conditions);
    }
    conditions.write(status);
    objects.status(GROUP, "revisions", revision, status);
  }

  private boolean resolved(ObjectNode revision, ObjectNode status, Conditions conditions) {
    JsonNode before = revision.path("status").path("containerStatuses");
    if (before.size() == revision.path("spec").path("containers").size()) {
      status.set("containerStatuses", before);
      return true;
    }
    ArrayNode statuses = status.arrayNode();
    for (JsonNode container : revision.path("spec").path("containers")) {
      DigestResolution.Resolved resolved = digests.resolve(container.path("image").asText());
      if (resolved.image().isEmpty()) {
        conditions.isFalse("ContainerHealthy", "ContainerMissing", resolved.problem());
        return false;
      }
      statuses
          .addObject()
          .put("imageDigest", resolved.image().get())
          .put("name", container.path("name").asText());
    }
    status.set("containerStatuses", statuses);
    conditions.unknown("ResourcesAvailable", "Deploying", "");
    conditions.unknown("ContainerHealthy", "Deploying", "");
    conditions.unknown("Active", "Deploying", "");
    return !revision.path("status").path("conditions").isEmpty()
        && revision.path("status").has("containerStatuses");
  }

  private void pods(ObjectNode revision, ObjectNode status, Conditions conditions) {
    Workload workload = workloads.of(revision);
    Workload.State state = workload.state();
    if (!state.wasReady()) {
      startFirst(revision, workload, state);
    } else if (reachable(revision)) {
      workload.ensure(Json.name(revision), workload.least());
    }
    state = workload.state();
    if (state.wasReady()) {
      conditions.isTrue("ResourcesAvailable").isTrue("ContainerHealthy");
      if (state.ready()) {
        conditions.isTrue("Active");
      } else if (state.starting()) {
        conditions.unknown(
            "Active",
            "Queued",
            "Requests to the target are being buffered as resources are provisioned.");
      } else {
        conditions.isFalse("Active", "NoTraffic", "The target is not receiving traffic.");
      }
    } else {
      conditions.unknown(
          "Active",
          "Queued",
          "Requests to the target are being buffered as resources are provisioned.");
      failure(revision, state, conditions);
    }
    long ready = state.slots().stream().filter(slot -> slot.pod().isPresent()).count();
    status.put("actualReplicas", ready).put("desiredReplicas", state.slots().size());
    pods.show(revision, state);
  }

  /** Starts the first pod, and again after it failed, each time later, until the deadline. */
  private void startFirst(ObjectNode revision, Workload workload, Workload.State state) {
    String uid = revision.path("metadata").path("uid").asText();
    if (state.failures() == 0) {
      workload.ensure(Json.name(revision), workload.initial());
    } else if (!state.starting() && !expired(revision)) {
      Instant next =
          retries.computeIfAbsent(
              uid + state.failures(), key -> objects.now().plus(backoff(state.failures())));
      if (!objects.now().isBefore(next)) {
        workload.ensure(Json.name(revision), workload.initial());
      }
    }
  }

  static Duration backoff(int failures) {
    Duration delay = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, 5));
    return delay.compareTo(LAST_BACKOFF) < 0 ? delay : LAST_BACKOFF;
  }

  private boolean expired(ObjectNode revision) {
    Instant created = Instant.parse(revision.path("metadata").path("creationTimestamp").asText());
    return !objects.now().isBefore(created.plus(Workloads.deadline(revision)));
  }

  /**
   * Tells what keeps the first pod from being ready. That an image cannot be pulled stands on the
   * pod alone until the progress deadline is over; only then it gets to the revision.
   */
  private void failure(ObjectNode revision, Workload.State state, Conditions conditions) {
    conditions.unknown("ResourcesAvailable", "Deploying", "");
    if (!conditions.get("ContainerHealthy").isFalse()) {
      conditions.unknown("ContainerHealthy", "Deploying", "");
    }
    if (state.failure().isEmpty()) {
      return;
    }
    PodFailure failure = state.failure().get();
    if (failure.exited()) {
      String words =
          failure.message().isEmpty() ? "container exited with no error" : failure.message();
      conditions.isFalse(
          "ContainerHealthy", "ExitCode" + failure.exitCode(), "Container failed with: " + words);
    } else if (failure.reason().equals("ProgressDeadlineExceeded")) {
      conditions.isFalse(
          "ResourcesAvailable", failure.reason(), "Initial scale was never achieved");
    } else if (expired(revision)) {
      conditions.isFalse(
          "ResourcesAvailable", PodObjects.later(failure.reason()), failure.message());
    }
  }

  static boolean reachable(ObjectNode revision) {
    return Objects.label(revision, GROUP + "/routingState").equals("active");
  }
}
