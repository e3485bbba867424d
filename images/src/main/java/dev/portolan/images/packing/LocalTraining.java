package dev.portolan.images.packing;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ParentImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Trains a start-up cache while packing, where the image's JVM is on this machine: the machine's
 * own where the image has none, the base image's where that lies here.
 */
record LocalTraining(
    ImageSettings settings, Application application, ImageFiles files, Image base, RunSpec run) {

  /** Leaves a cache beside an archive, or the reason why there is none. */
  void run(Artifact artifact) throws IOException {
    if (!settings.startupCache()) {
      StartupCache.none(settings).save(artifact);
      return;
    }
    if (settings.baseImage() instanceof ParentImage.Remote) {
      if (StartupCache.read(artifact).layer().isEmpty()) {
        StartupCache.none("the base image's JVM is in a registry").save(artifact);
      }
      return;
    }
    Path work = artifact.file().resolveSibling("startup");
    try {
      Trees.delete(work);
      trained(artifact, work).save(artifact);
    } catch (TrainingException e) {
      StartupCache.none(e.getMessage()).save(artifact);
    } finally {
      Trees.delete(work);
    }
  }

  private StartupCache trained(Artifact artifact, Path work) throws IOException, TrainingException {
    LocalJvm jvm = jvm(work.resolve("jvm"));
    String key = StartupCache.key(artifact, jvm.build());
    StartupCache known = StartupCache.read(artifact);
    if (known.key().equals(key) && known.layer().isPresent()) {
      return known;
    }
    Path stage = work.resolve("app");
    files.stage(stage);
    return StartupCache.trained(
        key, jvm, run.arguments(), stage, application.functions(), artifact);
  }

  private LocalJvm jvm(Path directory) throws IOException, TrainingException {
    if (settings.baseImage() instanceof ParentImage.Empty) {
      return LocalJvm.current()
          .orElseThrow(() -> new TrainingException("this machine's JVM does not name its build"));
    }
    return ImageJvm.of(base).unpack(directory);
  }
}
