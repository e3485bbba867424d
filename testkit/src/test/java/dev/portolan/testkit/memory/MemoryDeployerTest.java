package dev.portolan.testkit.memory;

import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;
import java.util.Set;

/** The contracts pass on a correct deployer. */
class MemoryDeployerTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new MemoryCloud(Set.of());
  }

  @Override
  public Limits limits() {
    return new Limits(24, 6, 10);
  }
}
