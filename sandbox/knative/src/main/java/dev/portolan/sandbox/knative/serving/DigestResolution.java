package dev.portolan.sandbox.knative.serving;

import dev.portolan.sandbox.images.pod.ImageReference;
import dev.portolan.sandbox.images.registry.ImageStore;
import java.util.Optional;

/**
 * From a tag to the digest it stands for. A digest is taken as it is, unseen. Source:
 * knative/serving {@code pkg/reconciler/revision/resolve.go}, {@code background.go}.
 */
public final class DigestResolution {
  private final ImageStore images;
  private final String host;

  public DigestResolution(ImageStore images, String host) {
    this.images = images;
    this.host = host;
  }

  /** The image by digest, or the words why not. */
  record Resolved(Optional<String> image, String problem) {}

  Resolved resolve(String image) {
    ImageReference reference = ImageReference.from(image);
    if (reference.byDigest()) {
      return new Resolved(Optional.of(image), "");
    }
    Optional<ImageStore.Manifest> found =
        reference.registry().equals(host)
            ? images.manifest(reference.repository(), reference.reference())
            : Optional.empty();
    if (found.isPresent()) {
      return new Resolved(Optional.of(reference.at(found.get().digest())), "");
    }
    String url =
        "%s://%s/v2/%s/manifests/%s"
            .formatted(
                reference.registry().equals(host) ? "http" : "https",
                reference.registry(),
                reference.repository(),
                reference.reference());
    return new Resolved(
        Optional.empty(),
        ("Unable to fetch image \"%s\": failed to resolve image to digest: HEAD %s: unexpected"
                + " status code 404 Not Found (HEAD responses have no body, use GET for details)")
            .formatted(image, url));
  }
}
