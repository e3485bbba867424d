package dev.portolan.sandbox.images.pod;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a pod is to run.
 *
 * @param name of the pod
 * @param image as it was resolved
 * @param environment resolved, with all that the platform adds but the port
 * @param patience until it must be ready
 * @param log takes its lines
 */
public record PodPlan(
    String name,
    String image,
    Container container,
    Map<String, String> environment,
    Duration patience,
    Consumer<String> log) {
  /** Names no values: some are secret. */
  @Override
  public String toString() {
    return name + " " + image;
  }
}
