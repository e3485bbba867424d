package dev.portolan.testkit;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A provider that packs equal applications once, so that hundreds of deployments stay cheap. What
 * calls a function makes none unequal: a deployer must see that by itself.
 *
 * @param test whose artifacts these are: another may pack for another target
 */
record PackOnce(Provider provider, String test, Map<List<Object>, Artifact> packed)
    implements Provider {
  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Set<Feature> features() {
    return provider.features();
  }

  @Override
  public List<Setting> settings() {
    return provider.settings();
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return provider.check(application, settings);
  }

  @Override
  public Packager packager(Settings settings) {
    return (application, directory) -> pack(application, settings, directory);
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    return provider.deployer(settings, surroundings);
  }

  private Artifact pack(Application application, Settings settings, Path directory)
      throws IOException {
    List<Object> key =
        List.of(
            application.bundle(),
            application.functions().stream().map(FunctionSpec::name).toList(),
            application.functions().stream().map(f -> f.sizing().architecture()).toList());
    synchronized (packed) {
      Artifact known = packed.get(key);
      if (known == null) {
        Path own = directory.resolve(test + "-" + packed.size());
        known = provider.packager(settings).pack(application, own);
        packed.put(key, known);
      }
      return known;
    }
  }
}
