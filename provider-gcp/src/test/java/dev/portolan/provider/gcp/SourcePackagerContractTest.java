package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.provider.gcp.packing.Adapter;
import dev.portolan.provider.gcp.packing.SourcePackager;
import dev.portolan.testkit.PackagerContract;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Holds the archive for Cloud Functions to what every packager must do. */
class SourcePackagerContractTest implements PackagerContract {
  @Override
  public Provider provider() {
    return new GcpProvider();
  }

  @Override
  public String entryPoint() {
    return Adapter.ENTRY_POINT;
  }

  @Override
  public List<String> staysAtHome() {
    return List.of("com.google.");
  }

  @Override
  public List<Path> platformJars() {
    return List.of(Path.of(System.getProperty("invokers"), "api.jar"));
  }

  @Override
  public OptionalLong unpackedLimit() {
    return OptionalLong.of(SourcePackager.UNPACKED_BYTES);
  }
}
