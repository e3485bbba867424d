package dev.portolan.provider.gcp;

import dev.portolan.provider.gcp.config.Product;
import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;

/**
 * Holds the deployer to Cloud Functions to what every deployer must do, in the embedded project.
 */
class FunctionsDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud(Product.FUNCTIONS);
  }

  @Override
  public Limits limits() {
    return new Limits(26, 14, 14);
  }
}
