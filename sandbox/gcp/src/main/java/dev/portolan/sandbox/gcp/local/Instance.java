package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.images.pod.Pod;
import java.time.Instant;

/** One that takes requests; used under the lock of its fleet. */
final class Instance {
  private final Pod pod;
  private int inFlight;
  private Instant idleSince;

  Instance(Pod pod, Instant now) {
    this.pod = pod;
    this.idleSince = now;
  }

  Pod pod() {
    return pod;
  }

  boolean alive() {
    return pod.exitCode().isEmpty();
  }

  boolean free(int concurrency) {
    return alive() && inFlight < concurrency;
  }

  void take() {
    inFlight++;
  }

  void giveBack(Instant now) {
    inFlight--;
    idleSince = now;
  }

  boolean idle(Instant before) {
    return inFlight == 0 && idleSince.isBefore(before);
  }
}
