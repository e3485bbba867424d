package dev.portolan.sandbox.images.pod;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.wire.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs each pod as a process of this machine. It gets a port of its own in {@code PORT}: an image
 * that listens on a fixed port cannot run beside another. Memory and processors are told to a JVM
 * as its machine's; nothing else of the limits is enforced.
 */
public final class ProcessPods implements PodRunner {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final UnpackedImages images;
  private final Path scratch;
  private final TimeSource time;

  /**
   * Runs images of a registry.
   *
   * @param host of the registry, as image references begin
   * @param directory where images are unpacked; can be deleted between runs
   */
  public ProcessPods(ImageStore store, String host, Path directory, TimeSource time) {
    this.images = new UnpackedImages(store, host, directory.resolve("images"));
    this.scratch = directory.resolve("scratch");
    this.time = time;
  }

  @Override
  public Pod start(PodPlan plan) throws PodFailedException, InterruptedException {
    UnpackedImages.Unpacked image = images.get(plan.image());
    EntryPoint entry = new EntryPoint(image.root(), image.config(), scratch);
    Container container = plan.container();
    try {
      int port = FreePort.find();
      List<String> command = new ArrayList<>(entry.command(container));
      if (EntryPoint.java(command)) {
        command.addAll(1, Limits.jvm(container));
      }
      Map<String, String> environment = new HashMap<>(plan.environment());
      environment.put("PORT", Integer.toString(port));
      ProcessPod pod =
          new ProcessPod(
              command,
              entry.directory(container),
              entry.environment(environment),
              port,
              plan,
              time);
      try {
        awaitReady(pod, plan);
        return pod;
      } catch (PodFailedException | InterruptedException | RuntimeException e) {
        pod.kill();
        throw e;
      }
    } catch (IOException e) {
      throw new PodFailedException(new PodFailure("StartError", e.getMessage(), 128));
    }
  }

  private void awaitReady(ProcessPod pod, PodPlan plan)
      throws PodFailedException, InterruptedException {
    ReadinessProbe probe = new ReadinessProbe(plan.container().ready(), pod.port());
    Instant end = time.now().plus(plan.patience());
    while (!probe.succeeds()) {
      if (pod.ends(GLANCE)) {
        throw new PodFailedException(pod.exit());
      }
      if (!time.now().isBefore(end)) {
        throw new PodFailedException(
            PodFailure.waiting(
                "ProgressDeadlineExceeded",
                "not ready after " + plan.patience().toSeconds() + " s: " + probe.last()));
      }
    }
  }
}
