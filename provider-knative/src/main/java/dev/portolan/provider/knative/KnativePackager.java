package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.image.Image;
import dev.portolan.provider.knative.image.ImageArchive;
import dev.portolan.provider.knative.image.ImageReader;
import dev.portolan.provider.knative.image.Layer;
import dev.portolan.provider.knative.image.ParentImage;
import dev.portolan.provider.knative.image.Platforms;
import dev.portolan.provider.knative.packing.Adapter;
import dev.portolan.provider.knative.packing.BytecodeCheck;
import dev.portolan.provider.knative.packing.ImageFiles;
import dev.portolan.provider.knative.packing.JavaRelease;
import dev.portolan.provider.knative.packing.LocalTraining;
import dev.portolan.provider.knative.packing.RunSpec;
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
public final class KnativePackager implements Packager {
  private static final String FILE = "image.tar";

  private final KnativeSettings settings;

  public KnativePackager(KnativeSettings settings) {
    this.settings = settings;
  }

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Architecture architecture = architecture(application);
    Path work = Files.createDirectories(directory).resolve("image");
    Files.createDirectories(work);
    ClassPath jars = ClassPath.of(application.bundle(), Adapter.libraries(), work);
    ImageFiles files = ImageFiles.of(application, jars, work);
    Image base = base(architecture);
    BytecodeCheck.check(jars, JavaRelease.of(settings.baseImage(), base));
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
    RunSpec run = new RunSpec(settings.javaFlags(), files.classPath());
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
      throw DeployException.of(
          List.of(
              Problem.of(
                  "architecture",
                  "the functions of a project share one image, which is for one processor",
                  "give all functions the same architecture")));
    }
    return asked.isEmpty() ? Architecture.X86_64 : asked.get(0);
  }
}
