package dev.portolan.sandbox.gcp.local;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.ArchiveFolders;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.ChildProcess;
import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.images.wire.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs functions from their uploaded sources, each in Google's own framework. */
final class FunctionInstances {
  // "the maximum size of a deployed function is 500MB uncompressed": functions/quotas
  private static final long LARGEST = 500L << 20;

  private final BlobStore blobs;
  private final ArchiveFolders folders;
  private final Path directory;
  private final TimeSource time;

  FunctionInstances(BlobStore blobs, Path directory, TimeSource time) {
    this.blobs = blobs;
    this.folders = new ArchiveFolders(directory.resolve("functions"), LARGEST);
    this.directory = directory;
    this.time = time;
  }

  Pod start(RevisionPlan plan, Code.Source source, Consumer<String> log)
      throws PodFailedException, InterruptedException {
    try {
      Path folder = folders.folder(source.blob(), () -> blobs.get(source.blob()));
      Path framework = InvokerJar.in(directory);
      int port = FreePort.find();
      FunctionPod pod =
          new FunctionPod(
              ChildProcess.start(
                  FunctionCommand.of(plan, source, framework, jar(folder)),
                  folder,
                  FunctionCommand.environment(plan, source, port),
                  log),
              port);
      try {
        awaitReady(pod);
        return pod;
      } catch (PodFailedException | InterruptedException | RuntimeException e) {
        pod.stop(Duration.ZERO);
        throw e;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new PodFailedException(new PodFailure("StartError", e.getMessage(), 128));
    }
  }

  /** The one jar in the root, which is all that the buildpack puts on the class path. */
  private static Path jar(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
      if (jars.size() != 1) {
        throw new IOException("the source holds " + jars.size() + " jars in its root, not one");
      }
      return jars.get(0);
    }
  }

  private void awaitReady(FunctionPod pod) throws PodFailedException, InterruptedException {
    Instant end = time.now().plus(InstanceRunner.PATIENCE);
    while (!pod.listens()) {
      if (pod.ended()) {
        int code = pod.exitCode().orElse(-1);
        throw new PodFailedException(new PodFailure("Error", "exit(" + code + ")", code));
      }
      if (!time.now().isBefore(end)) {
        throw new PodFailedException(PodFailure.waiting("DeadlineExceeded", "not listening"));
      }
    }
  }
}
