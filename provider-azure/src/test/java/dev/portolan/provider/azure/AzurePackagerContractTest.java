package dev.portolan.provider.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.provider.azure.packing.Adapter;
import dev.portolan.provider.azure.packing.AzurePackager;
import dev.portolan.testkit.PackagerContract;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Holds the packed function app to what every packager must do. */
class AzurePackagerContractTest implements PackagerContract {
  @Override
  public Provider provider() {
    return new AzureProvider();
  }

  @Override
  public String entryPoint() {
    return Adapter.ENTRY_POINT;
  }

  @Override
  public List<String> staysAtHome() {
    return List.of("com.azure.", "com.microsoft.", "reactor.");
  }

  @Override
  public List<Path> platformJars() {
    return Stream.of(ExecutionContext.class, HttpTrigger.class)
        .map(AzurePackagerContractTest::jar)
        .toList();
  }

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public OptionalLong unpackedLimit() {
    return OptionalLong.of(AzurePackager.UNPACKED_BYTES);
  }
}
