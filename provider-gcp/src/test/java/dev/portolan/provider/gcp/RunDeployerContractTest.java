package dev.portolan.provider.gcp;

import dev.portolan.deploy.model.Feature;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.EventContract;
import dev.portolan.testkit.TestCloud;
import dev.portolan.testkit.UseContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the deployer to Cloud Run to what every deployer must do, in the embedded project. */
class RunDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud(Product.RUN);
  }

  @Override
  public Map<Feature, Map<String, String>> settingsFor() {
    return Map.of(Feature.OWN_PERMISSIONS, Map.of("roles", "roles/storage.objectViewer"));
  }

  @Override
  public Limits limits() {
    return new Limits(26, 14, 14);
  }

  /** Rights go with the last revision that needs them, so no other is kept. */
  @Test
  @Override
  public void usesChange() {
    new RunKeepingOne().usesChange();
  }

  /** So does the right to send dead letters. */
  @Test
  @Override
  public void deadLetters() {
    new RunKeepingOne().deadLetters();
  }

  private record RunKeepingOne() implements UseContract, EventContract {
    @Override
    public TestCloud openCloud() {
      return new EmbeddedCloud(Product.RUN).keepingOne();
    }

    @Override
    public Limits limits() {
      throw new UnsupportedOperationException("calls are not counted here");
    }
  }
}
