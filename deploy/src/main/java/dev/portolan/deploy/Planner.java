package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.Plan;

/** Reads the cloud and says what has to change; may be asked again. */
@FunctionalInterface
interface Planner {
  Plan plan(Deployer deployer) throws Exception;
}
