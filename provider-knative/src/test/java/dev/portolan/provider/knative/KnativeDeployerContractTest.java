package dev.portolan.provider.knative;

import dev.portolan.deploy.model.Feature;
import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;
import dev.portolan.testkit.UseContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the deployer to what every deployer must do, in the embedded cluster. */
class KnativeDeployerContractTest implements DeployerContract {
  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud();
  }

  @Override
  public Map<Feature, Map<String, String>> settingsFor() {
    return Map.of(Feature.OWN_PERMISSIONS, Map.of("serviceAccount", "greeter"));
  }

  /** Of the reads of a first deployment four ask what we may do; of one without changes, none. */
  @Override
  public Limits limits() {
    return new Limits(26, 14, 7);
  }

  /** A revision that is kept is there beside what would be there had the second been first. */
  @Test
  @Override
  public void usesChange() {
    new KeepingOne().usesChange();
  }

  private record KeepingOne() implements UseContract {
    @Override
    public TestCloud openCloud() {
      return new EmbeddedCloud().keepingOne();
    }

    @Override
    public Limits limits() {
      throw new UnsupportedOperationException("calls are not counted here");
    }
  }
}
