package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.portolan.adapter.awslambda.LambdaEntryPoint;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.testkit.PackagerContract;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the packager to what every packager must do, and to what Lambda wants. */
class AwsPackagerContractTest implements PackagerContract {
  @Override
  public Provider provider() {
    return new AwsProvider();
  }

  @Override
  public String entryPoint() {
    return LambdaEntryPoint.class.getName();
  }

  @Override
  public List<String> staysAtHome() {
    return List.of("software.amazon.awssdk.", "com.amazonaws.");
  }

  @Override
  public List<Path> platformJars() {
    try {
      return List.of(
          Path.of(
              RequestStreamHandler.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public OptionalLong unpackedLimit() {
    return OptionalLong.of(AwsPackager.UNPACKED_BYTES);
  }

  @Test
  void theHandlerIsTheAdaptersEntryPoint() {
    assertEquals(LambdaEntryPoint.class.getName(), Wanted.HANDLER);
  }

  @Test
  void holdsJarsUnderLibAndNothingElse(@TempDir Path directory) throws IOException {
    Artifact artifact = pack(directory, Settings.none());
    try (ZipFile zip = new ZipFile(artifact.file().toFile())) {
      assertTrue(zip.stream().allMatch(entry -> entry.getName().matches("lib/[^/]+\\.jar")));
    }
  }

  @Test
  void leavesOutWhatLambdaBrings(@TempDir Path directory) throws IOException {
    Artifact artifact = pack(directory, Settings.none());
    try (ZipFile zip = new ZipFile(artifact.file().toFile())) {
      assertTrue(zip.stream().noneMatch(entry -> entry.getName().contains("aws-lambda-java-core")));
    }
  }

  @Test
  void classFilesOfJava21NeedARuntimeOfTheirOwn(@TempDir Path directory) throws IOException {
    Settings java17 = Settings.of(Map.of("runtime", "java17"));
    DeployException refused =
        assertThrows(DeployException.class, () -> pack(directory.resolve("a"), java17));
    assertTrue(refused.getMessage().contains("com.acme.New"), refused.getMessage());
    assertTrue(refused.getMessage().contains("java17"), refused.getMessage());
    pack(directory.resolve("b"), Settings.of(Map.of("runtime", "java21")));
  }

  /** A project of one class made for Java 21, which brings the interface of Lambda along. */
  private Artifact pack(Path directory, Settings settings) throws IOException {
    byte[] java21 = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 65};
    Path jar = directory.resolve("new.jar");
    ReproducibleZip.create().add("com/acme/New.class", java21).write(jar);
    Library core =
        Library.of("com.amazonaws", "aws-lambda-java-core", "1.4.0", platformJars().get(0));
    Application application =
        Application.of(Samples.OWNER, List.of(Samples.hello()), Bundle.of(jar, List.of(core)));
    return provider().packager(settings).pack(application, directory.resolve("out"));
  }
}
