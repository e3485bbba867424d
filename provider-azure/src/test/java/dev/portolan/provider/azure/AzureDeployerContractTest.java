package dev.portolan.provider.azure;

import dev.portolan.deploy.model.Feature;
import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;
import java.util.Map;

/** Holds the deployer to what every deployer must do, in the embedded subscription. */
class AzureDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud();
  }

  @Override
  public Map<Feature, Map<String, String>> settingsFor() {
    return Map.of(Feature.OWN_PERMISSIONS, Map.of("roles", "acdd72a7-3385-48ef-bd42-f606fba81ae7"));
  }

  @Override
  public Limits limits() {
    return new Limits(37, 16, 12);
  }
}
