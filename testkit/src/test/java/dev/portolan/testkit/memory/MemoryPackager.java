package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.BytecodeLevel;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.deploy.packaging.PortolanJar;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packs for a cloud that takes a zip of jars of at most a megabyte, for Java 17. */
final class MemoryPackager implements Packager {
  static final long LIMIT = 1 << 20;

  private static final String ENTRY_POINT = "dev.portolan.testkit.platform.MemoryEntryPoint";

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Path work = directory.resolve("work");
    ClassLoader loader = MemoryPackager.class.getClassLoader();
    Library api =
        ClassPath.find("dev.portolan", "portolan-api", "dev.portolan.PortableFunction", loader);
    Path adapter = adapter(work.resolve("memory-adapter-1.jar"));
    ClassPath classPath =
        ClassPath.of(
            application.bundle(),
            List.of(api, Library.of("dev.portolan", "memory-adapter", "1", adapter)),
            work);
    ReproducibleZip zip = ReproducibleZip.create().add("app.jar", classPath.application());
    for (Library library : classPath.libraries()) {
      zip.add("lib/" + classPath.fileName(library), library.file());
    }
    zip.add(PortolanJar.NAME, PortolanJar.write(application.functions(), work).file());
    Artifact artifact = zip.write(directory.resolve("app.zip"));
    check(artifact, classPath);
    return artifact;
  }

  private static void check(Artifact artifact, ClassPath classPath) throws IOException {
    List<Problem> problems = new ArrayList<>();
    BytecodeLevel.newest(classPath)
        .filter(newest -> newest.release() > 17)
        .ifPresent(
            newest ->
                problems.add(
                    Problem.of(newest.className(), "needs Java " + newest.release(), "use 17")));
    if (artifact.unpackedBytes() > LIMIT) {
      problems.add(Problem.of("app.zip", "is too large", "leave something out"));
    }
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
  }

  private static Path adapter(Path jar) throws IOException {
    String name = ENTRY_POINT.replace('.', '/') + ".class";
    try (InputStream in = MemoryPackager.class.getClassLoader().getResourceAsStream(name)) {
      return ReproducibleZip.create().add(name, in.readAllBytes()).write(jar).file();
    }
  }
}
