package dev.portolan.provider.knative;

import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;

/** Holds the deployer to what every deployer must do, in the embedded cluster. */
class KnativeDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud();
  }

  /** Of the reads of a first deployment four ask what we may do; of one without changes, none. */
  @Override
  public Limits limits() {
    return new Limits(26, 14, 7);
  }
}
