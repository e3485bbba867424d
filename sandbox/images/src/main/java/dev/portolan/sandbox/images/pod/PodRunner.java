package dev.portolan.sandbox.images.pod;

/** Starts pods. */
@FunctionalInterface
public interface PodRunner {
  /** Starts one and waits until it is ready. */
  Pod start(PodPlan plan) throws PodFailedException, InterruptedException;
}
