package dev.portolan.provider.gcp.packing;

import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.BytecodeLevel;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.deploy.packaging.PortolanJar;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packs what Google's buildpack takes as built already: one jar in the root, no {@code pom.xml} and
 * no {@code build.gradle}. It gives that jar to its server as the whole class path, so the jar's
 * manifest names all the others, under {@code lib/}.
 *
 * @param release of Java that the functions run on
 * @see <a
 *     href="https://github.com/GoogleCloudPlatform/buildpacks/blob/main/cmd/java/functions_framework/main.go">the
 *     buildpack: "function has no pom.xml and more than one jar file"</a>
 */
public record SourcePackager(int release) implements Packager {
  /**
   * What gcloud takes, unpacked: Google's own documents name no bound for functions of the second
   * generation.
   *
   * @see <a href="https://cloud.google.com/functions/quotas#resource_limits">Max deployment
   *     size</a>
   */
  public static final long UNPACKED_BYTES = 512L << 20;

  private static final String LIB = "lib/";
  private static final int MOST_TOLD = 5;

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path work = directory.resolve("work");
    ClassPath classPath = ClassPath.of(own(application.bundle()), Adapter.libraries(), work);
    Map<String, Path> jars = jars(classPath);
    refuseNewer(classPath);
    refuseLarger(jars);
    Artifact root = PortolanJar.write(application.functions(), List.copyOf(jars.keySet()), work);
    ReproducibleZip zip = ReproducibleZip.create().add(PortolanJar.NAME, root.file());
    jars.forEach(zip::add);
    String name = PhysicalName.shared(application.owner(), 128) + "-gcp.zip";
    return zip.write(directory.resolve(name));
  }

  /** In class-path order, the application first. */
  private static Map<String, Path> jars(ClassPath classPath) {
    Map<String, Path> jars = new LinkedHashMap<>();
    jars.put(LIB + "app.jar", classPath.application());
    for (Library library : classPath.libraries()) {
      jars.put(LIB + classPath.fileName(library), library.file());
    }
    return jars;
  }

  private void refuseNewer(ClassPath classPath) throws IOException {
    Optional<BytecodeLevel> newest = BytecodeLevel.newest(classPath);
    if (newest.isPresent() && newest.get().release() > release) {
      throw DeployException.of(
          List.of(
              Problem.of(
                  newest.get().where(),
                  "%s is made for Java %d, and the runtime is java%d"
                      .formatted(newest.get().className(), newest.get().release(), release),
                  "set portolan.gcp.runtime, or compile with <release>%d</release>"
                      .formatted(release))));
    }
  }

  private static void refuseLarger(Map<String, Path> jars) throws IOException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      sizes.put(jar.getKey(), Files.size(jar.getValue()));
    }
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    if (all > UNPACKED_BYTES) {
      List<String> largest = new ArrayList<>();
      sizes.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(MOST_TOLD)
          .forEach(each -> largest.add(each.getKey() + " " + (each.getValue() >> 20) + " MiB"));
      throw DeployException.of(
          List.of(
              Problem.of(
                  "the archive",
                  "holds %d bytes, more than %d: %s"
                      .formatted(all, UNPACKED_BYTES, String.join(", ", largest)),
                  "leave libraries out of the function, or set portolan.gcp.target=run")));
    }
  }

  private static Bundle own(Bundle bundle) {
    return Bundle.of(
        bundle.applicationJar(),
        bundle.libraries().stream().filter(library -> !Adapter.provided(library)).toList());
  }
}
