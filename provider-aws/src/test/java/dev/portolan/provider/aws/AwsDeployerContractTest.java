package dev.portolan.provider.aws;

import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;

/** Holds the deployer to what every deployer must do, in the embedded AWS. */
class AwsDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud();
  }

  @Override
  public Limits limits() {
    return new Limits(16, 14, 14);
  }
}
