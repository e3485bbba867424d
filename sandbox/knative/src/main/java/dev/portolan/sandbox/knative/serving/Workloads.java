package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.images.pod.LogLine;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.time.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The workloads of all revisions, by the uid of the revision. */
public final class Workloads {
  private static final Duration DEADLINE = Duration.ofSeconds(600);

  private final Map<String, Workload> all = new ConcurrentHashMap<>();
  private final Objects objects;
  private final PodRunner runner;
  private final TimeSource time;
  private final Executor threads;
  private final Consumer<String> log;
  private final Runnable changed;

  /**
   * Keeps workloads.
   *
   * @param log takes the lines that pods write, with the revision's name before them
   * @param changed is run when pods start, get ready or fail
   */
  public Workloads(
      Objects objects,
      PodRunner runner,
      TimeSource time,
      Executor threads,
      Consumer<String> log,
      Runnable changed) {
    this.objects = objects;
    this.runner = runner;
    this.time = time;
    this.threads = threads;
    this.log = log;
    this.changed = changed;
  }

  Optional<Workload> find(ObjectNode revision) {
    return Optional.ofNullable(all.get(uid(revision)));
  }

  Workload of(ObjectNode revision) {
    return all.computeIfAbsent(uid(revision), uid -> create(revision));
  }

  private static String uid(ObjectNode revision) {
    return revision.path("metadata").path("uid").asText();
  }

  private Workload create(ObjectNode revision) {
    long seconds = revision.path("spec").path("timeoutSeconds").asLong(300);
    return new Workload(
        PodSlot.failed(Json.name(revision)),
        Scale.from(revision),
        Duration.ofSeconds(seconds),
        Conditions.get(revision, "Ready").isTrue(),
        new Workload.Parts(runner, name -> plan(revision, name), time, threads, changed));
  }

  private PodPlan plan(ObjectNode revision, String name) throws PodFailedException {
    JsonNode container = userContainer(revision);
    ObjectNode current =
        objects.find("revisions", Json.namespace(revision), Json.name(revision)).orElse(revision);
    String image = container.path("image").asText();
    for (JsonNode each : current.path("status").path("containerStatuses")) {
      if (each.path("name").asText().equals(container.path("name").asText())) {
        image = each.path("imageDigest").asText(image);
      }
    }
    return new PodPlan(
        name,
        image,
        Containers.from(container),
        new PodEnvironment(objects).of(revision, container, name),
        deadline(revision),
        line -> log.accept("[" + Json.name(revision) + "] " + line));
  }

  /** The container that serves: the only one, or the one with a port. */
  static JsonNode userContainer(ObjectNode revision) {
    JsonNode containers = revision.path("spec").path("containers");
    for (JsonNode container : containers) {
      if (!container.path("ports").isEmpty()) {
        return container;
      }
    }
    return containers.path(0);
  }

  static Duration deadline(ObjectNode revision) {
    String value = Objects.annotation(revision, "serving.knative.dev/progress-deadline");
    return value.isEmpty() ? DEADLINE : GoDuration.parse(value);
  }

  /** What a pod wrote; of one that failed, its last words. */
  public List<LogLine> log(String podName) {
    for (Workload workload : all.values()) {
      Workload.State state = workload.state();
      for (PodSlot slot : state.slots()) {
        if (slot.name().equals(podName)) {
          return slot.pod().map(Pod::log).orElse(List.of());
        }
      }
      if (state.failure().isPresent() && podName.equals(workload.failedPod())) {
        return state
            .failure()
            .get()
            .message()
            .lines()
            .map(line -> new LogLine(time.now(), line))
            .toList();
      }
    }
    return List.of();
  }

  /** Ends the pods of revisions that are gone. */
  void keepOnly(List<ObjectNode> revisions) {
    List<String> alive = revisions.stream().map(Workloads::uid).toList();
    for (String uid : new ArrayList<>(all.keySet())) {
      if (!alive.contains(uid)) {
        Workload gone = all.remove(uid);
        threads.execute(() -> gone.stop(gone.timeout()));
      }
    }
  }

  /** Ends all pods. */
  public void stop(Duration patience) {
    List<Workload> ending = List.copyOf(all.values());
    all.clear();
    ending.parallelStream().forEach(workload -> workload.stop(patience));
  }
}
