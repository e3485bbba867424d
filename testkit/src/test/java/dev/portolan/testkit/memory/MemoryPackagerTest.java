package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.testkit.PackagerContract;
import java.util.List;
import java.util.OptionalLong;

/** The contract passes on a correct packager. */
class MemoryPackagerTest implements PackagerContract {
  @Override
  public Provider provider() {
    return new MemoryProvider();
  }

  @Override
  public String entryPoint() {
    return "dev.portolan.testkit.platform.MemoryEntryPoint";
  }

  @Override
  public List<String> staysAtHome() {
    return List.of("com.vendor.sdk.");
  }

  @Override
  public OptionalLong unpackedLimit() {
    return OptionalLong.of(MemoryPackager.LIMIT);
  }
}
