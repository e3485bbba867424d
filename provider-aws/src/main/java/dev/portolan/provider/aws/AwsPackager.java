package dev.portolan.provider.aws;

import dev.portolan.PortableFunction;
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
import java.util.List;

/**
 * Packs what Lambda's managed Java runtime takes: a zip with {@code lib/*.jar} and nothing else.
 * The runtime puts {@code /var/task/lib/*.jar} on the class path, so no jar is opened or merged.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deploy Java Lambda
 *     functions with .zip or JAR file archives</a>
 */
record AwsPackager(LambdaRuntime runtime) implements Packager {
  /** "The maximum size of the contents of a deployment package (unzipped) is 250 MB". */
  static final long UNPACKED_BYTES = 262_144_000L;

  private static final String GROUP = "dev.portolan";

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Files.createDirectories(directory);
    ClassPath classPath =
        ClassPath.of(own(application.bundle()), adapter(), directory.resolve("work"));
    ReproducibleZip zip = ReproducibleZip.create().add("lib/app.jar", classPath.application());
    for (Library library : classPath.libraries()) {
      zip.add("lib/" + classPath.fileName(library), library.file());
    }
    Artifact generated = PortolanJar.write(application.functions(), directory.resolve("work"));
    zip.add("lib/" + PortolanJar.NAME, generated.file());
    String name = PhysicalName.shared(application.owner(), 128) + "-aws.zip";
    Artifact artifact = zip.write(directory.resolve(name));
    verify(artifact, classPath);
    return artifact;
  }

  private void verify(Artifact artifact, ClassPath classPath) throws IOException {
    List<Problem> problems = new ArrayList<>();
    BytecodeLevel.newest(classPath)
        .filter(newest -> newest.release() > runtime.release())
        .ifPresent(
            newest ->
                problems.add(
                    Problem.of(
                        newest.where(),
                        newest.className()
                            + " is made for Java "
                            + newest.release()
                            + ", and the runtime is "
                            + runtime.id(),
                        "set portolan.aws.runtime, or compile with <release>"
                            + runtime.release()
                            + "</release>")));
    if (artifact.unpackedBytes() > UNPACKED_BYTES) {
      problems.add(
          Problem.of(
              artifact.file().getFileName().toString(),
              "unpacks to " + artifact.unpackedBytes() + " bytes; Lambda takes " + UNPACKED_BYTES,
              "leave libraries out of the function"));
    }
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
  }

  /** What Lambda's own loader brings is left out: a second copy would be another class. */
  private static Bundle own(Bundle bundle) {
    return Bundle.of(
        bundle.applicationJar(),
        bundle.libraries().stream().filter(library -> !provided(library)).toList());
  }

  private static boolean provided(Library library) {
    return library.groupId().equals("com.amazonaws")
        && library.artifactId().equals("aws-lambda-java-core");
  }

  private static List<Library> adapter() {
    ClassLoader loader = AwsPackager.class.getClassLoader();
    return List.of(
        ClassPath.find(GROUP, "portolan-api", PortableFunction.class.getName(), loader),
        ClassPath.find(GROUP, "portolan-aws-lambda", Wanted.HANDLER, loader));
  }
}
