package dev.portolan.provider.knative;

import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.images.pod.PodPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import java.util.function.Predicate;

/** Pods of which some end before they are ready, as their containers would have it. */
final class TroubledPods implements PodRunner {
  private final ReadyPods ready = new ReadyPods();
  private volatile Predicate<PodPlan> trouble = plan -> false;
  private volatile Predicate<PodPlan> silence = plan -> false;

  /** From now on those that are so fail, and all others do not. */
  void fail(Predicate<PodPlan> value) {
    trouble = value;
  }

  /** From now on those that are so are ready, and answer nothing of what they are asked. */
  void mute(Predicate<PodPlan> value) {
    silence = value;
  }

  @Override
  public Pod start(PodPlan plan) throws PodFailedException {
    if (trouble.test(plan)) {
      throw new PodFailedException(new PodFailure("Error", "no database", 3));
    }
    return silence.test(plan) ? ready.mute() : ready.start(plan);
  }
}
