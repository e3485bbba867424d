package dev.portolan.provider.azure;

import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;

/** Holds the deployer to what every deployer must do, in the embedded subscription. */
class AzureDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud();
  }

  @Override
  public Limits limits() {
    return new Limits(37, 16, 12);
  }
}
