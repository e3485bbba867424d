package dev.portolan.images.packing;

import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.images.config.ImageCheck;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.image.ImageReader;
import dev.portolan.images.image.Layer;
import dev.portolan.images.image.ParentImage;
import dev.portolan.images.image.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Packs all functions of a project into one image, as a tar of an OCI layout: the libraries in one
 * layer, the project's own jars in the next. A base image that lies here is packed too; of one in a
 * registry only the name is, and its layers join when the image is pushed.
 *
 * <p>A start-up cache is never the same bytes twice. It is written beside the archive and is no
 * part of it.
 */
public final class ImagePackager implements Packager {
  private static final String FILE = "image.tar";

  private final ImageSettings settings;
  private final Adapter adapter;

  public ImagePackager(ImageSettings settings, Adapter adapter) {
    this.settings = settings;
    this.adapter = adapter;
  }

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Architecture architecture = architecture(application);
    Path work = Files.createDirectories(directory).resolve("image");
    Files.createDirectories(work);
    ClassPath jars = ClassPath.of(application.bundle(), adapter.libraries(), work);
    ImageFiles files = ImageFiles.of(application, jars, work);
    Image base = base(architecture);
    BytecodeCheck.check(jars, settings, base);
    Layer dependencies =
        Layer.write(
            "portolan: dependencies",
            files.dependencies(),
            Layer.Wrapping.STORED,
            work.resolve("dependencies.tar.gz"));
    Layer own =
        Layer.write(
            "portolan: application",
            files.application(),
            Layer.Wrapping.STORED,
            work.resolve("application.tar.gz"));
    RunSpec run = new RunSpec(settings.javaFlags(), files.classPath(), adapter.entryPoint());
    Image image =
        base.withLayers(List.of(dependencies, own))
            .withConfiguration(run.over(base.configuration()));
    Artifact artifact = ImageArchive.write(image, files.bytes(), directory.resolve(FILE));
    new LocalTraining(settings, application, files, base, run).run(artifact);
    return artifact;
  }

  private Image base(Architecture architecture) throws IOException {
    if (settings.baseImage() instanceof ParentImage.Local local) {
      return ImageReader.read(local.path(), architecture).withoutAnnotations();
    }
    Image empty = Image.empty(Platforms.oci(architecture));
    if (settings.baseImage() instanceof ParentImage.Remote remote) {
      Image named = empty.withAnnotation(Image.BASE_NAME, remote.name());
      return remote.digest().map(d -> named.withAnnotation(Image.BASE_DIGEST, d)).orElse(named);
    }
    return empty;
  }

  private static Architecture architecture(Application application) {
    List<Architecture> asked =
        application.functions().stream()
            .map(function -> function.sizing().architecture())
            .distinct()
            .toList();
    if (asked.size() > 1) {
      throw DeployException.of(List.of(ImageCheck.manyArchitectures()));
    }
    return asked.isEmpty() ? Architecture.X86_64 : asked.get(0);
  }
}
