package dev.portolan.images.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ParentImage;
import dev.portolan.images.packing.RunSpec;
import java.util.Optional;
import java.util.function.Function;

/**
 * The image in a registry that a packed one stands on.
 *
 * @param digest what its name stands for now, where the name does not say it itself
 */
record RemoteBase(RegistryCalls registry, String digest) {
  /** The name that a packed image gives its base; empty if its base is packed, or nothing. */
  static Optional<ImageReference> reference(Image packed) {
    return packed
        .annotation(Image.BASE_NAME)
        .map(ParentImage::parse)
        .map(base -> ((ParentImage.Remote) base).reference());
  }

  static Optional<RemoteBase> of(Image packed, Function<Repository, RegistryCalls> registries)
      throws Exception {
    Optional<ImageReference> reference = reference(packed);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    RegistryCalls registry = registries.apply(Repository.from(reference.get()));
    Optional<String> pinned = reference.get().getDigest();
    String digest =
        pinned.isPresent() ? pinned.get() : registry.require(reference.get().getQualifier());
    return Optional.of(new RemoteBase(registry, digest));
  }

  /** The base's image for the processor that ours is for. */
  Image image(Image packed) throws Exception {
    String architecture = packed.configuration().path("architecture").asText();
    return new ImagePull(registry).image(digest, architecture);
  }

  /** The same, with layers whose bytes can be read. */
  Image readable(Image image) {
    return new ImagePull(registry).readable(image);
  }

  /** The packed layers on the base's. */
  static Image under(Image packed, Image base) {
    ObjectNode configuration = RunSpec.over(base.configuration(), packed.run());
    return new Image(configuration, base.layers(), packed.annotations())
        .withLayers(packed.layers());
  }
}
