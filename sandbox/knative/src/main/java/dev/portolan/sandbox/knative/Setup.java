package dev.portolan.sandbox.knative;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.knative.kube.ResourceCatalog;
import dev.portolan.sandbox.knative.pod.PodRunner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an embedded Knative is built.
 *
 * @param directory holds its state; created if missing
 * @param log takes lines worth telling a person
 * @param runner starts pods in place of processes
 * @param background whether controllers run by themselves; without it each write is followed by all
 *     that follows from it before it is answered, and time passes only when told
 */
public record Setup(
    Path directory,
    TimeSource time,
    Consumer<String> log,
    Optional<PodRunner> runner,
    boolean background,
    ResourceCatalog catalog) {

  /** As people run it: images as processes, controllers in the background. */
  public static Setup of(Path directory, TimeSource time, Consumer<String> log) {
    return new Setup(directory, time, log, Optional.empty(), true, ResourceCatalog.withKnative());
  }

  /** As tests run it by the hundred: pods by this runner, no thread of its own. */
  public Setup with(PodRunner pods) {
    return new Setup(directory, time, log, Optional.of(pods), false, catalog);
  }

  /** A cluster on which only these kinds are installed. */
  public Setup with(ResourceCatalog kinds) {
    return new Setup(directory, time, log, runner, background, kinds);
  }
}
