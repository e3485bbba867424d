package dev.portolan.images.registry;

import dev.portolan.deploy.model.Step;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Layer;
import java.util.Optional;

/**
 * Pushes an image: what the registry lacks, and the manifest last, so that nothing half is seen.
 */
public final class ImagePush {
  private final ImagePlanner images;

  public ImagePush(ImagePlanner images) {
    this.images = images;
  }

  public void run(Step.Run run, Image image, String tag) throws Exception {
    RegistryCalls target = images.target();
    Optional<RegistryCalls> base = images.base(image);
    int done = 0;
    for (Layer layer : image.layers()) {
      done++;
      run.waiting("layer %d of %d".formatted(done, image.layers().size()));
      if (!target.hasBlob(layer.blob().digest())) {
        upload(target, base, layer.blob());
      }
    }
    Blob configuration = image.configurationBlob();
    if (!target.hasBlob(configuration.digest())) {
      target.upload(configuration, Optional.empty());
    }
    target.putManifest(tag, image.manifestBlob());
  }

  private static void upload(RegistryCalls target, Optional<RegistryCalls> base, Blob blob)
      throws Exception {
    if (base.isEmpty() || !blob.isRemote()) {
      target.upload(blob, Optional.empty());
      return;
    }
    Repository from = base.get().repository();
    boolean near = from.host().equals(target.repository().host());
    Blob streamed = new Blob(blob.digest(), blob.size(), () -> base.get().open(blob.digest()));
    target.upload(streamed, near ? Optional.of(from.path()) : Optional.empty());
  }
}
