package dev.portolan.provider.aws;

import dev.portolan.testkit.EventContract;
import dev.portolan.testkit.KillContract;
import dev.portolan.testkit.LostResponseContract;
import dev.portolan.testkit.TestCloud;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Holds topics that are event buses to what the contracts ask of topics. What has no event in it
 * {@link AwsDeployerContractTest} holds.
 */
class BusContractTest implements EventContract, KillContract, LostResponseContract {
  private Map<String, String> settings = Map.of();

  @Override
  public TestCloud openCloud() {
    return BusCloud.open(settings);
  }

  @Override
  public Limits limits() {
    return new Limits(17, 14, 15);
  }

  /** As there: the queue's URL is the version's. */
  @Override
  @Test
  @DisplayName("Dead letters are kept, kept elsewhere and kept no longer, as if it had been so")
  public void deadLetters() {
    settings = Map.of("keepVersions", "1");
    EventContract.super.deadLetters();
  }

  @Override
  public void killedCreating() {
    // held elsewhere
  }

  @Override
  public void killedUpdatingCode() {
    // held elsewhere
  }

  @Override
  public void killedUpdatingConfiguration() {
    // held elsewhere
  }

  @Override
  public void killedDoingNothing() {
    // held elsewhere
  }

  @Override
  public void lostTwice() {
    // held elsewhere
  }
}
