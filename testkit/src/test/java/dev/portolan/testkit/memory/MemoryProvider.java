package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import dev.portolan.testkit.VirtualTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A correct provider, or one with a flaw, of the memory cloud. */
record MemoryProvider(MemoryCalls calls, Set<Flaw> flaws) implements Provider {
  /** For packing only: its cloud is its own. */
  MemoryProvider() {
    this(new MemoryCalls(new MemoryGate(), VirtualTime.start()), Set.of());
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.of(
        Feature.PUBLIC_HTTP,
        Feature.DIRECT_INVOCATION,
        Feature.SCHEDULE,
        Feature.TOPIC,
        Feature.ENVIRONMENT,
        Feature.ROLLBACK);
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.provider("accessKey", "who we are", ""));
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return List.of();
  }

  @Override
  public Packager packager(Settings settings) {
    return new MemoryPackager();
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    return new MemoryDeployer(calls, surroundings.retry(), flaws);
  }
}
