package dev.portolan.provider.azure.packing;

import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.BytecodeLevel;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.deploy.packaging.PortolanJar;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.provider.azure.config.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs what Azure's host and worker take: {@code host.json}, the application's jar, the libraries
 * in {@code lib/}, and a folder for each trigger of each function. What goes to one function's site
 * is a {@link Slice} of it.
 *
 * @param release of Java that the functions run on
 */
public record AzurePackager(int release) implements Packager {
  /**
   * What an instance has room for.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits">Service
   *     limits: temporary storage of 0.8 GB on Flex Consumption</a>
   */
  public static final long UNPACKED_BYTES = 800L * 1000 * 1000;

  static final String LIB = "lib/";

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path work = directory.resolve("work");
    ClassPath classPath = ClassPath.of(own(application.bundle()), Adapter.libraries(), work);
    ReproducibleZip zip = ReproducibleZip.create().add(HostJson.NAME, HostJson.plain(application));
    zip.add(Folder.APPLICATION, classPath.application());
    for (Library library : classPath.libraries()) {
      zip.add(LIB + classPath.fileName(library), library.file());
    }
    Artifact generated = PortolanJar.write(application.functions(), work);
    zip.add(LIB + PortolanJar.NAME, generated.file());
    for (FunctionSpec function : application.functions()) {
      Folders.of(function, 0, KafkaSettings.NONE)
          .forEach(folder -> zip.add(folder.entry(), folder.json()));
    }
    String name = PhysicalName.shared(application.owner(), 128) + "-azure.zip";
    Artifact artifact = zip.write(directory.resolve(name));
    verify(artifact, classPath);
    return artifact;
  }

  private void verify(Artifact artifact, ClassPath classPath) throws IOException {
    List<Problem> problems = new ArrayList<>();
    BytecodeLevel.newest(classPath)
        .filter(newest -> newest.release() > release)
        .ifPresent(
            newest ->
                problems.add(
                    Problem.of(
                        newest.where(),
                        "%s is made for Java %d, and the runtime is java%d"
                            .formatted(newest.className(), newest.release(), release),
                        "set portolan.azure.runtime, or compile with <release>%d</release>"
                            .formatted(release))));
    if (artifact.unpackedBytes() > UNPACKED_BYTES) {
      problems.add(
          Problem.of(
              artifact.file().getFileName().toString(),
              "unpacks to "
                  + artifact.unpackedBytes()
                  + " bytes; an instance has room for "
                  + UNPACKED_BYTES,
              "leave libraries out of the function"));
    }
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
  }

  private static Bundle own(Bundle bundle) {
    return Bundle.of(
        bundle.applicationJar(),
        bundle.libraries().stream().filter(library -> !Adapter.provided(library)).toList());
  }
}
