package dev.portolan.adapter.springcloudfunction;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Set;

/** A provider for which something can be configured, and no more. */
record NoProvider() implements Provider {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public Set<Feature> features() {
    return Set.of();
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return List.of();
  }

  @Override
  public Packager packager(Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    throw new UnsupportedOperationException();
  }
}
