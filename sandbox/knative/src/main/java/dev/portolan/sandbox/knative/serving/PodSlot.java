package dev.portolan.sandbox.knative.serving;

import dev.portolan.sandbox.images.pod.Pod;
import java.util.Optional;
import java.util.UUID;

/** A pod that starts or is ready, and its requests in flight. */
final class PodSlot {
  private final String name;
  private volatile Pod pod;
  private volatile int inFlight;

  PodSlot(String name) {
    this.name = name;
  }

  /** A name as the replica sets of deployments give. */
  static String name(String revision) {
    String random = UUID.randomUUID().toString();
    return revision + "-deployment-" + random.substring(0, 8) + "-" + random.substring(9, 13);
  }

  /** The name under which a revision's pod that failed is shown. */
  static String failed(String revision) {
    return revision + "-deployment-failed";
  }

  String name() {
    return name;
  }

  Optional<Pod> pod() {
    return Optional.ofNullable(pod);
  }

  void ready(Pod started) {
    pod = started;
  }

  int inFlight() {
    return inFlight;
  }

  boolean free(int concurrency) {
    return pod != null && pod.exitCode().isEmpty() && (concurrency == 0 || inFlight < concurrency);
  }

  synchronized void take() {
    inFlight++;
  }

  synchronized void giveBack() {
    inFlight--;
  }
}
