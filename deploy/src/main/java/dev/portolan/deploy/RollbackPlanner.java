package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import java.util.List;
import java.util.Optional;

/** Plans a rollback. The version is settled once, so that asking again does not go back further. */
final class RollbackPlanner implements Planner {
  private final Owner owner;
  private final String function;
  private Optional<String> version;

  RollbackPlanner(Owner owner, String function, Optional<String> version) {
    this.owner = owner;
    this.function = function;
    this.version = version;
  }

  @Override
  public Plan plan(Deployer deployer) throws Exception {
    if (version.isEmpty()) {
      version = Optional.of(earlier(deployer.find(owner)));
    }
    return deployer.planRollback(owner, function, version);
  }

  /** The newest kept version older than the one that serves. */
  private String earlier(List<Deployed> found) {
    Deployed deployed =
        found.stream()
            .filter(one -> one.function().equals(function))
            .findFirst()
            .orElseThrow(
                () ->
                    DeployException.of(
                        DeployException.Kind.NOT_FOUND,
                        "there is no function '" + Spelled.line(function) + "' here",
                        "deployed: " + found.stream().map(Deployed::function).toList()));
    boolean passed = false;
    for (Deployed.Kept kept : deployed.versions()) {
      if (passed) {
        return kept.version();
      }
      passed = kept.live();
    }
    throw DeployException.of(
        DeployException.Kind.NOT_FOUND,
        "no version of '" + function + "' older than the one that serves is kept",
        "deploy the earlier build again");
  }
}
