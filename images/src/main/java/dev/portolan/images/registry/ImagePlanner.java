package dev.portolan.images.registry;

import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.packaging.MadeOf;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ImageReader;
import dev.portolan.images.packing.JvmStore;
import dev.portolan.images.packing.RemoteTraining;
import dev.portolan.images.packing.RunSpec;
import dev.portolan.images.packing.StartupCache;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Finds the image of an artifact in the registry, by a tag that names all it is made of, or makes
 * it: the packed layers on their base, the start-up cache on top.
 */
public final class ImagePlanner {
  private static final MadeOf<Image> PACKED = new MadeOf<>();

  private final RegistryAccess access;
  private final RegistryCalls target;
  private final Repository pull;
  private final ImageSettings settings;
  private final RemoteTraining training;

  /**
   * A planner.
   *
   * @param push where images go
   * @param pull the same place as those who run the image name it
   * @param jvms of bases in a registry, where start-up caches are trained with them
   */
  public ImagePlanner(
      RegistryAccess access,
      Repository push,
      Repository pull,
      ImageSettings settings,
      JvmStore jvms) {
    this.access = access;
    this.target = access.calls(push);
    this.pull = pull;
    this.settings = settings;
    this.training = new RemoteTraining(jvms);
  }

  RegistryCalls target() {
    return target;
  }

  /**
   * Finds or makes the image. Changes nothing in the registry; may start the first function here,
   * to train a cache for it.
   *
   * @param functions of the project; the first is the one that is started
   */
  public ImageChoice choose(Artifact artifact, List<FunctionSpec> functions) throws Exception {
    Image packed = packed(artifact);
    Optional<RemoteBase> base = named(packed, () -> RemoteBase.of(packed, access::calls));
    if (base.isEmpty()) {
      StartupCache cache = StartupCache.read(artifact);
      return choice(packed, cache, StartupCache.key(artifact, cache.key()));
    }
    String key = RemoteTraining.key(artifact, base.get().digest());
    if (settings.startupCache()) {
      Optional<String> there = target.digest(tag(key));
      if (there.isPresent()) {
        String note = "start-up cache: in the image that is in the registry";
        return new ImageChoice(pull, there.get(), Optional.empty(), tag(key), note);
      }
    }
    Image below = named(packed, () -> base.get().image(packed));
    Image whole = RemoteBase.under(packed, below);
    StartupCache cache =
        settings.startupCache()
            ? training.train(key, artifact, packed, base.get().readable(below), functions)
            : StartupCache.none(settings);
    String plain = StartupCache.key(artifact, base.get().digest());
    return choice(whole, cache, cache.layer().isPresent() ? key : plain);
  }

  /** The repository that layers of the base come from, if they are in one. */
  Optional<RegistryCalls> base(Image image) {
    return RemoteBase.reference(image).map(base -> access.calls(Repository.from(base)));
  }

  /**
   * Says of which image it is, and who named it, where the base's registry does not answer well.
   */
  private <T> T named(Image packed, Callable<T> call) throws Exception {
    try {
      return call.call();
    } catch (RegistryException e) {
      throw e.of(named(packed));
    } catch (IOException e) {
      throw new IOException(named(packed) + ": " + e.getMessage(), e);
    }
  }

  private String named(Image packed) {
    String base = RemoteBase.reference(packed).map(Object::toString).orElse("");
    return "base image " + base + " (" + settings.name("baseImage") + ")";
  }

  private ImageChoice choice(Image image, StartupCache cache, String key) throws Exception {
    String note =
        (cache.layer().isPresent() ? "start-up cache: " : "no start-up cache: ") + cache.note();
    Optional<String> there = target.digest(tag(key));
    if (there.isPresent()) {
      return new ImageChoice(pull, there.get(), Optional.empty(), tag(key), note);
    }
    Image whole = image;
    if (cache.layer().isPresent()) {
      whole =
          image
              .withLayers(List.of(cache.layer().get()))
              .withConfiguration(RunSpec.withFlag(image.configuration(), cache.flag()));
    }
    return new ImageChoice(pull, whole.digest(), Optional.of(whole), tag(key), note);
  }

  private static String tag(String key) {
    return "portolan-" + key;
  }

  private static Image packed(Artifact artifact) {
    try {
      return PACKED.get(
          artifact.file(),
          Architecture.X86_64,
          image -> true,
          () -> ImageReader.read(artifact.file(), Architecture.X86_64));
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the packed image " + artifact.file() + " cannot be read: " + e.getMessage(),
          "package the project again",
          e);
    }
  }
}
