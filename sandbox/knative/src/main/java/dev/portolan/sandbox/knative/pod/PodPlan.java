package dev.portolan.sandbox.knative.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a pod is to run.
 *
 * @param name of the pod
 * @param image as it was resolved
 * @param container as the revision has it
 * @param environment resolved, with the variables that Knative adds but the port
 * @param patience until it must be ready
 * @param log takes its lines
 */
public record PodPlan(
    String name,
    String image,
    JsonNode container,
    Map<String, String> environment,
    Duration patience,
    Consumer<String> log) {
  /** Names no values: some are secret. */
  @Override
  public String toString() {
    return name + " " + image;
  }
}
