package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Feature;
import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the deployer to what every deployer must do, in the embedded AWS. */
class AwsDeployerContractTest implements DeployerContract {
  private Map<String, String> settings = Map.of();

  @Override
  public TestCloud openCloud() {
    return new EmbeddedCloud(settings);
  }

  @Override
  public Map<Feature, Map<String, String>> settingsFor() {
    return Map.of(
        Feature.SNAPSHOT, Map.of("snapStart", "true"),
        Feature.OWN_PERMISSIONS,
            Map.of(
                "statements",
                "[{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\","
                    + " \"Resource\": \"arn:aws:s3:::acme/*\"}]"));
  }

  @Override
  public Limits limits() {
    return new Limits(17, 14, 15);
  }

  /** The queue's URL is the version's, and a version kept for rollback would be more than none. */
  @Override
  @Test
  @DisplayName(
      "Dead letters are kept, kept elsewhere and kept no longer, as if it had been so first")
  public void deadLetters() {
    settings = Map.of("keepVersions", "1");
    DeployerContract.super.deadLetters();
  }

  /** The same of where a queue or a bucket is. */
  @Override
  @Test
  @DisplayName("A use that comes, changes or goes leaves what would be there had it been so first")
  public void usesChange() {
    settings = Map.of("keepVersions", "1");
    DeployerContract.super.usesChange();
  }
}
