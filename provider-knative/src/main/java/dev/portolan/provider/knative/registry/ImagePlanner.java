package dev.portolan.provider.knative.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.knative.image.Image;
import dev.portolan.provider.knative.image.ImageReader;
import dev.portolan.provider.knative.image.ParentImage;
import dev.portolan.provider.knative.image.Sha256;
import dev.portolan.provider.knative.packing.RunSpec;
import dev.portolan.provider.knative.packing.StartupCache;
import dev.portolan.provider.knative.wire.Tally;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/**
 * Finds the image of an artifact in the registry, by a tag that names all it is made of, or makes
 * it: the packed layers on their base, the start-up cache on top.
 */
public final class ImagePlanner {
  private final HttpClient http;
  private final Tally tally;
  private final RegistryCalls target;
  private final Repository pull;

  public ImagePlanner(HttpClient http, Tally tally, Repository push, Repository pull) {
    this.http = http;
    this.tally = tally;
    this.target = new RegistryCalls(new Registry(http, push), tally);
    this.pull = pull;
  }

  RegistryCalls target() {
    return target;
  }

  public ImageChoice choose(Artifact artifact) throws Exception {
    StartupCache cache = StartupCache.read(artifact);
    String tag = "portolan-" + Sha256.hex(artifact.sha256() + cache.key()).substring(0, 16);
    String note =
        cache.layer().isPresent()
            ? "start-up cache: " + cache.note()
            : "no start-up cache: " + cache.note();
    Optional<String> there = target.digest(tag);
    if (there.isPresent()) {
      return new ImageChoice(pull, there.get(), Optional.empty(), tag, note);
    }
    Image image = onBase(packed(artifact));
    if (cache.layer().isPresent()) {
      image =
          image
              .withLayers(List.of(cache.layer().get()))
              .withConfiguration(RunSpec.withFlag(image.configuration(), cache.flag()));
    }
    return new ImageChoice(pull, image.digest(), Optional.of(image), tag, note);
  }

  /** The repository that layers of the base come from, if they are in one. */
  Optional<RegistryCalls> base(Image image) {
    return reference(image)
        .map(base -> new RegistryCalls(new Registry(http, Repository.from(base)), tally));
  }

  private Image onBase(Image packed) throws Exception {
    Optional<ImageReference> reference = reference(packed);
    if (reference.isEmpty()) {
      return packed;
    }
    RegistryCalls registry = base(packed).orElseThrow();
    String architecture = packed.configuration().path("architecture").asText();
    Image base = registry.image(reference.get().getQualifier(), architecture);
    ObjectNode configuration = RunSpec.over(base.configuration(), packed.run());
    return new Image(configuration, base.layers(), packed.annotations())
        .withLayers(packed.layers());
  }

  private static Optional<ImageReference> reference(Image image) {
    return image
        .annotation(Image.BASE_NAME)
        .map(ParentImage::parse)
        .map(base -> ((ParentImage.Remote) base).reference());
  }

  private static Image packed(Artifact artifact) {
    try {
      return ImageReader.read(artifact.file(), Architecture.X86_64);
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the packed image " + artifact.file() + " cannot be read: " + e.getMessage(),
          "package the project again",
          e);
    }
  }
}
